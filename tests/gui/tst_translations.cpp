// SPDX-License-Identifier: Apache-2.0
#include "console/views/text/phrases.h"
#include "console/views/text/translations.h"
#include "tests/gui/support/story.h"
#include "tests/gui/support/warnings.h"

#include <QFile>
#include <QLocale>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

QStringList placesOf(const QString &text)
{
    static const QRegularExpression place(u"%(?:[1-9]|n)"_s);
    QStringList places;
    for (const QRegularExpressionMatch &match : place.globalMatch(text))
        places.append(match.captured());
    places.sort();
    return places;
}

} // namespace

class TestTranslations : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { failOnOurWarnings(); }

    void germanIsCompleteAndKeepsEveryPlaceholder()
    {
        QFile file(QStringLiteral(MUSTER_TRANSLATIONS "/muster_de.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QXmlStreamReader xml(&file);
        QString source;
        int translated = 0;
        while (!xml.atEnd()) {
            if (xml.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (xml.name() == "source"_L1) {
                source = xml.readElementText();
            } else if (xml.name() == "translation"_L1) {
                QVERIFY2(!xml.attributes().hasAttribute("type"_L1), qPrintable(source));
                const QString text = xml.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
                QVERIFY2(!text.isEmpty(), qPrintable(source));
                if (!source.contains("%n"_L1) && !source.contains("%Ln"_L1))
                    QVERIFY2(placesOf(text) == placesOf(source), qPrintable(source));
                ++translated;
            }
        }
        QVERIFY(translated > 300);
    }

    void pluralsAreEnglishWhateverTheLanguage()
    {
        QCoreApplication &application = *QCoreApplication::instance();
        loadTranslations(application, QLocale(QLocale::Finnish));
        Fleet fleet;
        fleet.addNode(story::wellNode(u"a"_s, {}));
        QCOMPARE(Phrases::truth(fleet), u"1 node"_s);
        fleet.addNode(story::wellNode(u"b"_s, {}));
        QCOMPARE(Phrases::truth(fleet), u"2 nodes"_s);
    }

    void germanIsSpoken()
    {
        loadTranslations(*QCoreApplication::instance(), QLocale(QLocale::German));
        QCOMPARE(Phrases::health(Health::OK), u"Gesund"_s);
    }
};

} // namespace muster::console

QTEST_GUILESS_MAIN(muster::console::TestTranslations)
#include "tst_translations.moc"
