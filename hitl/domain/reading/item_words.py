"""Words for goods: names for the same thing, colours and sizes, and words that name no particular thing."""

_ALIKE = """
tshirt tee top shirt
shirt blouse top
jumper sweater pullover sweatshirt hoodie knit cardigan
jacket coat parka anorak raincoat blazer
trousers pants slacks chinos jeans leggings
shoe sneaker trainer boot footwear sandal loafer heel slipper
dress gown frock
sock stocking
handbag bag purse tote clutch
backpack rucksack bag daypack
suitcase luggage trolley case
cup mug tumbler
glass tumbler goblet flute
plate dish crockery
bowl dish
pan skillet frypan cookware wok
pot saucepan cookware casserole
knife blade cutlery
lamp light lantern luminaire
bulb light
sofa couch settee loveseat
rug carpet mat runner
curtain drape blind
cushion pillow
blanket throw quilt comforter duvet
duvet comforter quilt
sheet bedding linen bedsheet
towel bathtowel
headphone earphone earbud headset earpod bud
speaker soundbar
phone smartphone mobile cellphone handset
laptop notebook computer macbook
tablet ipad
tv television
monitor screen display
charger adapter adaptor powerbank
cable cord lead wire
keyboard keypad
watch smartwatch timepiece
camera webcam cam
kettle teakettle
toaster toastie
blender mixer smoothie
vacuum hoover cleaner vac
fridge refrigerator
bike bicycle cycle
scooter kickscooter
doll figurine figure
puzzle jigsaw
teddy plush bear cuddly
vase planter jar
planter flowerpot pot
candle votive tealight
frame photoframe
picture print poster painting canvas
mirror glass
clock alarm
shelf bookshelf bookcase rack
cabinet cupboard wardrobe dresser
chair stool seat armchair
table desk
bin wastebasket trashcan
bottle flask thermos canteen
umbrella brolly parasol
hat cap beanie
glove mitten
scarf shawl wrap
necklace pendant chain
earring stud hoop
bracelet bangle
loaf bread baguette
perfume fragrance cologne scent
milk drink
cream lotion moisturizer moisturiser balm
shampoo conditioner
lipstick lipgloss
coffee espresso
tea infusion
chocolate candy sweet praline
book novel paperback hardcover
pen biro
notebook journal diary notepad
stroller pram buggy pushchair
grill bbq barbecue
tent shelter
drill driver
tap faucet
apron pinafore
"""

ALIKE: dict[str, frozenset[str]] = {}
for _group in _ALIKE.strip().splitlines():
    _names = frozenset(_group.split())
    for _name in _names:
        ALIKE[_name] = ALIKE.get(_name, frozenset()) | _names

_FURTHER = """
teapot chandelier dishwasher microwave oven freezer washer dryer mattress bookcase printer scanner router
modem drone guitar piano violin ukulele drum trumpet saxophone microphone turntable telescope binocular
treadmill dumbbell kettlebell trampoline skateboard snowboard ski helmet wetsuit surfboard kayak canoe
hammock lawnmower wheelbarrow sprinkler ladder toolbox hammer screwdriver wrench chainsaw projector
sunglasses spectacles wristband brooch tiara cufflink wallet belt suit swimsuit bikini pyjama nightgown
bathrobe kimono tuxedo waistcoat poncho tights corset bra earmuff
bathtub toilet sink radiator thermostat doorbell dehumidifier humidifier airfryer juicer grinder grater
colander sieve spatula ladle whisk tureen decanter corkscrew carafe pitcher platter saucer teaspoon
crib cot highchair pacifier bib lego dollhouse kite yoyo chessboard playstation xbox nintendo
aquarium terrarium birdcage saddle
shaver razor toothbrush hairdryer curler mascara eyeliner deodorant toothpaste
marmalade cheese sausage salami pasta biscuit yoghurt yogurt
whisky whiskey vodka champagne
bible cookbook dictionary atlas typewriter calculator stapler
"""

PRODUCTS = frozenset(ALIKE) | frozenset(_FURTHER.split())
"""Words that name some product; one that fits no line of the order is a sign of another order."""

UNCOUNTABLE = frozenset(
    """yarn twine tape string thread ribbon wool fabric cloth lace wire rope soap shampoo conditioner lotion
    rice pasta flour sugar salt pepper tea coffee cocoa honey jam marmalade butter cheese bread milk juice
    wine beer cider gin water vinegar oil sauce ketchup mustard mayonnaise chutney pickle relish spice
    paprika cinnamon basil thyme parsley coriander oregano chocolate fudge toffee popcorn granola muesli
    cereal porridge food feed hay straw litter soil compost sand gravel clay glue paint ink varnish polish wax
    paper card wallpaper foil film wrap incense perfume makeup toothpaste floss deodorant cream cutlery
    crockery jewellery jewelry furniture bedding underwear footwear software music""".split()
)
"""Stuff, of which "the tape" may be all the rolls that were bought."""

LOOKS = frozenset(
    """black white red blue green yellow orange purple pink brown grey gray beige navy teal gold golden
    silver cream ivory turquoise maroon olive charcoal clear dark light bright small medium large big
    little tall short long wide mini maxi xs s m l xl xxl xxxl extra slim regular new old double single
    twin king queen full half size round square matte glossy wooden metal glass ceramic cotton leather
    wool linen silk steel plastic bamboo oak classic premium deluxe pro plus basic set pack pair piece
    pieces bundle kit box one two three four five six eight ten twelve""".split()
)
"""Words that tell one thing from another of its kind, but name nothing by themselves."""

EMPTY = frozenset(
    """cm mm ml kg g l cl inch inches pcs a an the of and or with for in on at to from by my your our their
    its it this that these those is are was were be been not no so too very as if item items product
    products order thing things stuff good goods package parcel delivery one ones piece pieces pcs x back all
    both each every just only please want need like get got got return refund send sent bought ordered
    received arrived came money i we you they he she me us them""".split()
)
"""Words that never point to a line."""
