package dev.integrationsdk.testkit.generated;

import java.util.List;

/** Given and family names that occur together. */
record Culture(String dialCode, List<Word> givenNames, List<Word> familyNames) {

    static final List<Culture> ALL = List.of(
            culture(
                    "+1",
                    "Grace=grace|Oliver=oliver|Maya=maya|Noah=noah|Charlotte=charlotte|Elijah=elijah|Ruth=ruth|Sam=sam",
                    "Carter=carter|O'Neill=oneill|Brooks=brooks|Whitfield=whitfield|Smith-Jones=smith-jones|Lee=lee"),
            culture(
                    "+33",
                    "Zoë=zoe|François=francois|Chloé=chloe|Jérôme=jerome|Anaïs=anais|Benoît=benoit|Maëlle=maelle",
                    "Lefèvre=lefevre|Gagné=gagne|D'Artois=dartois|Châtelain=chatelain|Noël=noel|Béranger=beranger"),
            culture(
                    "+49",
                    "Jürgen=juergen|Käthe=kaethe|Sören=soeren|Anneliese=anneliese|Björn=bjoern|Lieselotte=lieselotte",
                    "Müller=mueller|Größ=groess|Weiß=weiss|Schönfeld=schoenfeld|von der Heide=vonderheide|Jäger=jaeger"),
            culture(
                    "+48",
                    "Łukasz=lukasz|Małgorzata=malgorzata|Żaneta=zaneta|Świętosław=swietoslaw|Jiří=jiri|Šárka=sarka",
                    "Wójcik=wojcik|Dąbrowska=dabrowska|Źrebiec=zrebiec|Dvořák=dvorak|Šťastný=stastny|Kowalczyk=kowalczyk"),
            culture(
                    "+90",
                    "İbrahim=ibrahim|Ayşe=ayse|Çağla=cagla|Işıl=isil|Gökhan=gokhan|Ümit=umit",
                    "Yıldız=yildiz|Öztürk=ozturk|Şahin=sahin|Kılıç=kilic|Aydoğan=aydogan|Çelik=celik"),
            culture(
                    "+34",
                    "José María=jose.maria|Begoña=begona|Íñigo=inigo|Núria=nuria|João=joao|Conceição=conceicao",
                    "Muñoz=munoz|García Peña=garcia.pena|Ibáñez=ibanez|Simões=simoes|Brandão=brandao|Peñalver=penalver"),
            culture(
                    "+7",
                    "Анна=anna|Дмитрий=dmitry|Ольга=olga|Фёдор=fyodor|Юлия=yulia|Сергій=serhii|Ђорђе=djordje",
                    "Иванова=ivanova|Щербаков=shcherbakov|Соловьёва=solovyova|Кравченко=kravchenko|Петровић=petrovic"),
            culture(
                    "+30",
                    "Ελένη=eleni|Γιώργος=giorgos|Αθηνά=athina|Νίκος=nikos|Μαρία=maria",
                    "Παπαδόπουλος=papadopoulos|Οικονόμου=oikonomou|Γεωργίου=georgiou|Αγγελής=angelis"),
            culture(
                    "+20",
                    "أحمد=ahmad|فاطمة=fatima|ليلى=layla|يوسف=yusuf|عبد الرحمن=abdulrahman|مريم=maryam",
                    "الحسيني=alhusseini|المصري=almasri|حداد=haddad|الخطيب=alkhatib|منصور=mansour"),
            culture(
                    "+86",
                    "伟=wei|秀英=xiuying|小明=xiaoming|雪梅=xuemei|志强=zhiqiang|婷婷=tingting",
                    "王=wang|欧阳=ouyang|张=zhang|刘=liu|诸葛=zhuge|陈=chen"),
            culture(
                    "+81",
                    "さくら=sakura|健太=kenta|ケイコ=keiko|翔太=shota|美咲=misaki|大輔=daisuke",
                    "𠮷田=yoshida|髙𣘺=takahashi|田中=tanaka|𠮷野=yoshino|渡邊=watanabe|佐々木=sasaki"),
            culture("+82", "민준=minjun|서연=seoyeon|지훈=jihoon|하은=haeun|수빈=subin", "김=kim|이=yi|박=park|최=choi|남궁=namgung"),
            culture(
                    "+91",
                    "आरव=aarav|प्रिया=priya|अर्जुन=arjun|लक्ष्मी=lakshmi|சுந்தர்=sundar",
                    "शर्मा=sharma|पटेल=patel|सिंह=singh|गुप्ता=gupta|ராமன்=raman"));

    private static Culture culture(String dialCode, String givenNames, String familyNames) {
        return new Culture(dialCode, Word.list(givenNames), Word.list(familyNames));
    }
}
