"""How people are named who stand beside the customer."""

RELATIONS = (
    "friend/friends/neighbour/neighbor/neighbours/neighbors/colleague/coworker/boss/client/mother/father/"
    "mum/mom/dad/sister/brother/aunt/auntie/uncle/cousin/daughter/son/wife/husband/partner/grandmother/"
    "grandfather/grandma/grandpa/granny/nan/roommate/flatmate/housemate/girlfriend/boyfriend/fiance/"
    "fiancee/niece/nephew/mate/buddy/pal/landlord/teacher/tenant/employee/inlaws/parents/"
    "ex/godmother/godfather/stepson/stepdaughter"
)
CHILDREN = (
    "child/children/kid/kids/son/daughter/toddler/teenager/teen/boy/girl/grandson/granddaughter/nephew/niece"
)
PETS = "cat/dog/puppy/kitten/parrot/rabbit/hamster"
