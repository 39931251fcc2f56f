"""The small words of each language, and letters that only some of them use.

Words that two languages share are listed under both and count half for each.
"""

SMALL_WORDS = {
    "en": """the a an and or but is are was were be been am i i'm i've i'd i'll my me mine you your we our
        us it its it's they them their he she his her this that these those there here to of in on at for
        from with without by as if so not no yes don't doesn't didn't won't can't isn't wasn't haven't
        hasn't couldn't what when where why who how which do does did have has had can could would will
        should may might just only also too very still again after before about than then now got get gets
        getting want wanted need needed like please thanks thank hi hello hey dear sorry back one two
        three all any some more most other another never ever because since until while out up down off
        over under into through anything something nothing everything let know tell told said says see saw
        make made take took come came go went put yet already today yesterday tomorrow week weeks day days
        month months time new old good bad give gave help think regards sincerely cheers kindly both each
        every ago last first second next much many few""",
    "de": """der die das und ist nicht ich habe mein meine meinen sie es ein eine einen mit für auf zu den
        dem von war wurde aber auch bitte danke hallo ihr ihre kaputt geld zurück bestellung noch wie wann
        wo kann möchte würde werden bei im am aus nach guten tag dass sich wir uns mir mich hat haben sind
        keine kein ware lieferung erstattung rückerstattung paket angekommen leider oder so schon zum zur
        vielen dank gruß grüße""",
    "fr": """le la les un une des et est je ne pas mon ma mes vous nous il elle ce cette avec pour sur
        dans du au aux que qui bonjour merci commande remboursement cassé reçu colis suis ai été mais où
        quand comment peut voudrais veux svp s'il plaît produit arrivé c'est j'ai n'est je de en se sont
        plus très bien votre argent demande article rembourser encore jamais livré cordialement l'article
        d'un""",
    "es": """el la los las un una y es no mi mis que de en con por para se me lo su al del hola gracias
        pedido reembolso dinero roto llegó quiero quisiera necesito producto está fue pero cuando donde
        como muy más favor devolución paquete todavía nunca he ha han ustedes usted mi le les esto este
        esta artículo devolver recibido recibí buenos días tengo sin porque también""",
    "it": """il lo la gli le un una e è non mi mio mia che di in con per si ho ha sono del della dei al
        nel ciao buongiorno grazie ordine rimborso rotto arrivato vorrei soldi pacco prodotto questo
        questa quando dove come più molto ma anche ancora mai stato è essere indietro ricevuto spedizione
        salve cordiali saluti dal""",
    "pt": """o a os as um uma e é não meu minha que de em com por para se do da dos das no na olá obrigado
        obrigada pedido reembolso dinheiro quebrado chegou quero gostaria produto está foi mas quando onde
        como muito mais favor devolução encomenda ainda nunca você eu ao meu veio recebi bom dia tenho sem
        porque também isso""",
    "nl": """de het een en is niet ik heb mijn u uw je jij wij met voor op aan van was werd maar ook graag
        bedankt hallo geld terug bestelling nog hoe wanneer waar kan wil zou worden bij naar dat dit die
        ze er geen pakket aangekomen helaas of al kapot terugbetaling retour goedendag dank alvast
        gekregen mij zijn""",
    "sv": """och att det som en ett är jag har inte min mitt mina du ni vi med för på till av den var men
        också tack hej pengar tillbaka beställning när hur vill skulle kan få från om eller så sönder
        trasig fick paketet återbetalning vänligen mvh kom mig""",
    "da": """og at det som en et er jeg har ikke min mit mine du vi med for på til af den var men også tak
        hej penge tilbage bestilling hvornår hvordan vil skulle kan få fra om eller så gik i stykker fik
        pakken refusion venlig hilsen kom mig den ødelagt""",
    "nb": """og at det som en et er jeg har ikke min mitt mine du vi med for på til av den var men også
        takk hei penger tilbake bestilling når hvordan vil skulle kan få fra om eller så ødelagt fikk
        pakken refusjon vennlig hilsen kom meg""",
    "fi": """ja on ei en minä minun tilaus rahat takaisin hei kiitos se tuote paketti olen oli mutta kun
        miten haluan haluaisin voinko saanko rikki saapui palautus vielä että mitä tämä joka ole terveisin""",
    "pl": """i w na z do nie jest się że to mam mój moja moje proszę dziękuję dzień dobry zamówienie zwrot
        pieniędzy paczka uszkodzony ale jak kiedy gdzie chcę chciałbym chciałabym przyszła jeszcze od po
        za dla o był była było produkt pieniądze pozdrawiam oraz""",
    "cs": """a v na se je že to jsem mám můj moje prosím děkuji dobrý den objednávka vrácení peněz zásilka
        balík ale jak kdy kde chci chtěl chtěla bych přišlo rozbité ještě od po za pro zboží peníze s
        pozdravem není""",
    "tr": """ve bir bu için ile de da çok ama değil merhaba teşekkürler sipariş siparişim para iade
        istiyorum geldi kırık ürün ne zaman nasıl nerede henüz lütfen benim var yok oldu olarak geri param
        gelmedi""",
    "hu": """a az és egy nem hogy van volt kérem köszönöm szia rendelés pénz vissza csomag de mikor hogyan
        szeretném törött érkezett még ez termék visszatérítés üdvözlettel""",
    "ro": """și un o este nu am comanda bani înapoi bună mulțumesc dar când cum unde vreau aș dori ajuns
        spart produsul pe la cu din care pentru să rambursare coletul""",
    "id": """yang dan di saya tidak ini itu dengan untuk pesanan uang kembali halo terima kasih barang
        rusak sudah belum kapan bagaimana mau ingin tolong paket sampai mohon pengembalian dana""",
    "vi": """tôi là của và không có cho được này đã với hàng tiền lại đơn xin chào cảm ơn bị hoàn muốn""",
}

DOMAIN_WORDS = """refund refunds refunded order orders ordered return returned arrived broken broke
    damaged money package parcel delivery delivered item items product received cancel cancelled
    exchange replacement wrong missing faulty defective size small large charged twice price policy
    account shipping shipped lamp mug mugs shirt shoes box reimbursement reimbursements compensation
    rebate restitution purchase payment bought doesn't work working stopped number photo attached
    changed mind late ripped torn cracked"""

LETTERS = {
    "ß": ("de",),
    "ä": ("de", "sv", "fi"),
    "ö": ("de", "sv", "fi", "tr", "hu"),
    "ü": ("de", "tr", "hu"),
    "ñ": ("es",),
    "¿": ("es",),
    "¡": ("es",),
    "ç": ("fr", "pt", "tr"),
    "œ": ("fr",),
    "ê": ("fr", "pt", "vi"),
    "è": ("fr", "it"),
    "à": ("fr", "it"),
    "ù": ("fr", "it"),
    "ã": ("pt", "vi"),
    "õ": ("pt",),
    "å": ("sv", "da", "nb"),
    "ø": ("da", "nb"),
    "æ": ("da", "nb"),
    "ł": ("pl",),
    "ż": ("pl",),
    "ź": ("pl",),
    "ś": ("pl",),
    "ę": ("pl",),
    "ą": ("pl",),
    "ř": ("cs",),
    "ě": ("cs",),
    "ů": ("cs",),
    "č": ("cs",),
    "ž": ("cs",),
    "š": ("cs",),
    "ş": ("tr",),
    "ğ": ("tr",),
    "ı": ("tr",),
    "ő": ("hu",),
    "ű": ("hu",),
    "ă": ("ro", "vi"),
    "ț": ("ro",),
    "ș": ("ro",),
    "đ": ("vi",),
    "ơ": ("vi",),
    "ư": ("vi",),
}
