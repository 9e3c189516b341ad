package dev.integrationsdk.testkit.generated;

import java.util.List;

/** The word lists that names are put together from. */
final class Words {
    static final List<Word> COMPANY_STEMS =
            Word.list("Nordwind=nordwind|Blue Heron=blueheron|Açaí Verde=acaiverde|Čedič=cedic|Old Mill=oldmill"
                    + "|Sternberg & Sohn=sternberg|Mirai 未来=mirai|Полюс=polyus|Kestrel=kestrel|Ångström=angstrom"
                    + "|Tamarind=tamarind|Río Claro=rioclaro|Granite Bay=granitebay|النخيل=alnakheel|Fjordland=fjordland"
                    + "|Quill \"&\" Co=quill|Zephyr=zephyr|Lumière=lumiere|Kōwhai=kowhai|Bramble=bramble");
    static final List<Word> TRADES = Word.list("Logistics=logistics|Foods=foods|Software=software|Textiles=textiles"
            + "|Instruments=instruments|Energy=energy|Health=health|Publishing=publishing|Tools=tools|Travel=travel"
            + "|Dairy=dairy|Bâtiment=batiment|Möbel=moebel|Consulting=consulting|Optics=optics|Seeds=seeds");
    static final List<Place> PLACES = List.of(
            new Place("Wellington", "New Zealand", "Ltd"),
            new Place("Zürich", "Switzerland", "AG"),
            new Place("Köln", "Germany", "GmbH"),
            new Place("Montréal", "Canada", "Inc."),
            new Place("São Paulo", "Brazil", "S.A."),
            new Place("Łódź", "Poland", "Sp. z o.o."),
            new Place("Reykjavík", "Iceland", "hf."),
            new Place("İzmir", "Türkiye", "A.Ş."),
            new Place("東京", "Japan", "K.K."),
            new Place("Київ", "Ukraine", "ТОВ"),
            new Place("القاهرة", "Egypt", "S.A.E."),
            new Place("Nairobi", "Kenya", "Ltd"),
            new Place("Portland", "United States", "LLC"),
            new Place("Θεσσαλονίκη", "Greece", "Α.Ε."));
    static final List<String> TITLES = List.of(
            "Head of Purchasing",
            "Chief Financial Officer",
            "Software Engineer",
            "Directrice générale",
            "Geschäftsführer",
            "Office Assistant",
            "Sales Representative",
            "Plant Supervisor",
            "Lagerlogistiker (m/w/d)",
            "部長",
            "Бухгалтер",
            "Research Fellow, Optics; Lasers");
    static final List<String> DEAL_SUBJECTS = List.of(
            "annual licence",
            "pilot project",
            "renewal, two years",
            "spare parts",
            "extension of \"Basic\"",
            "framework contract",
            "training days",
            "Umrüstung Halle 3");
    static final List<String> DEAL_STAGES = List.of(
            "appointmentscheduled",
            "qualifiedtobuy",
            "presentationscheduled",
            "decisionmakerboughtin",
            "contractsent",
            "closedwon",
            "closedlost");

    private Words() {}

    /** A city with its country and the usual legal form of a company there. */
    record Place(String city, String country, String companyForm) {}
}
