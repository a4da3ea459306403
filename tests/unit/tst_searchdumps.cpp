// SPDX-License-Identifier: Apache-2.0
#include "console/archive/searchdumps.h"
#include "console/archive/textlines.h"

#include "tests/support/archivemaker.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace muster;
using namespace muster::console;
using namespace muster::console::archivemaker;
using namespace Qt::StringLiterals;

class TestSearchDumps : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    SharedDump m_one;
    SharedDump m_other;

    SharedDump dumpOf(const QString &name, const QByteArray &tar) const
    {
        const QString path = m_folder.filePath(name);
        return write(path, tar + tarEnd()) ? DumpArchive::open(path).value_or(nullptr) : nullptr;
    }

    struct Found
    {
        QStringList places; ///< "dump:path:line@at", sorted
        SearchOutcome outcome;
    };

    static Found search(const QList<SharedDump> &dumps, const QString &text,
                        TextPattern::Options options = {}, bool isWithBinaries = false, qsizetype most = 100)
    {
        Found found;
        const auto pattern = TextPattern::make(text, options);
        if (!pattern)
            return found;
        found.outcome =
            searchDumps({dumps, *pattern, isWithBinaries, most}, {}, [&](const QList<SearchHit> &hits) {
                for (const SearchHit &hit : hits)
                    found.places.append(u"%1:%2:%3@%4"_s.arg(hit.dump)
                                            .arg(dumps.at(hit.dump)->entries().at(hit.entry).path)
                                            .arg(hit.line)
                                            .arg(hit.match.at));
            });
        found.places.sort();
        return found;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_one = dumpOf(u"one.tar"_s, tarEntry("log", '0', "all well\nFan 3 failed\nfan 4 well\n")
                                         + tarEntry("old.gz", '0', packed("a fan\n", Packing::Gzip))
                                         + tarEntry("bin", '0', QByteArray("\0\1fan\0", 6)));
        m_other = dumpOf(u"other.tar"_s,
                         tarEntry("log", '0', QString(u"L\u00fcfter fan\r\nno end fan"_s).toUtf8()));
        QVERIFY(m_one && m_other);
    }

    void findsLinesInAllMembersOfAllDumps()
    {
        const Found found = search({m_one, m_other}, u"FAN"_s);
        QCOMPARE(found.places, (QStringList{u"0:log:1@0"_s, u"0:log:2@0"_s, u"0:old.gz:0@2"_s, u"1:log:0@7"_s,
                                            u"1:log:1@7"_s}));
        QCOMPARE(found.outcome.hits, 5);
        QCOMPARE(found.outcome.skipped, 1);
        QVERIFY(!found.outcome.isCutShort);
    }

    void minds_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isExpression");
        QTest::addColumn<bool>("isCaseSensitive");
        QTest::addColumn<int>("count");
        QTest::newRow("case") << u"Fan"_s << false << true << 1;
        QTest::newRow("no case") << u"Fan"_s << false << false << 5;
        QTest::newRow("plain dot") << u"f.n"_s << false << false << 0;
        QTest::newRow("expression") << u"f.n \\d"_s << true << false << 2;
        QTest::newRow("expression with case") << u"^F"_s << true << true << 1;
        QTest::newRow("end of a line with return") << u"fan$"_s << true << true << 3;
        QTest::newRow("umlaut") << u"L\u00dcFTER"_s << false << false << 1;
        QTest::newRow("umlaut with case") << u"L\u00dcFTER"_s << false << true << 0;
    }

    void minds()
    {
        QFETCH(QString, text);
        QFETCH(bool, isExpression);
        QFETCH(bool, isCaseSensitive);
        QTEST(int(search({m_one, m_other}, text, {isExpression, isCaseSensitive}).places.size()), "count");
    }

    void looksIntoBinariesWhenTold() { QCOMPARE(search({m_one}, u"fan"_s, {}, true).places.size(), 4); }

    void saysThatThereIsMore()
    {
        QByteArray many;
        for (int i = 0; i < 5000; ++i)
            many += "same line\n";
        const SharedDump dump = dumpOf(u"many.tar"_s, tarEntry("a", '0', many) + tarEntry("b", '0', many));
        const Found found = search({dump}, u"same"_s, {}, false, 1000);
        QCOMPARE(found.places.size(), 1000);
        QVERIFY(found.outcome.isCutShort);
        QVERIFY(!search({dump}, u"same"_s, {}, false, 10'000).outcome.isCutShort);
    }

    void showsAnExcerptOfALongLine()
    {
        const QByteArray line = QByteArray(30'000, 'x') + "needle" + QByteArray(30'000, 'y') + "\nneedle";
        const SharedDump dump = dumpOf(u"long.tar"_s, tarEntry("a", '0', line));
        QList<SearchHit> all;
        const auto outcome = searchDumps({{dump}, *TextPattern::make(u"needle"_s, {})}, {},
                                         [&all](const QList<SearchHit> &hits) { all += hits; });
        QCOMPARE(outcome.hits, 2);
        QCOMPARE_LE(all.first().text.size(), 400);
        QCOMPARE(all.first().text.sliced(all.first().match.at, all.first().match.length), u"needle"_s);
        QCOMPARE(all.last().line, 1);
    }

    void refusesWhatIsNoExpression()
    {
        const auto wrong = TextPattern::make(u"fan("_s, {true, false});
        QVERIFY(!wrong);
        QVERIFY(wrong.error().text.contains(u"character"_s));
        QVERIFY(!TextPattern::make({}, {}));
    }

    void namesWhatCannotBeRead()
    {
        const SharedDump dump =
            dumpOf(u"broken.tar"_s, tarEntry("link", '1', {}, "nowhere") + tarEntry("ok", '0', "fan"));
        QCOMPARE(search({dump}, u"fan"_s).places.size(), 1);
        QFile file(m_folder.filePath(u"broken.tar"_s));
        QVERIFY(file.resize(100)); // The archive is cut while it is open.
        const Found found = search({dump}, u"fan"_s);
        QCOMPARE(found.outcome.unread.size(), 1);
        QCOMPARE(found.outcome.unread.first().first, u"ok"_s);
    }

    void canBeStopped()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto outcome = searchDumps({{m_one}, *TextPattern::make(u"fan"_s, {})}, {stop.get_token()},
                                         [](const QList<SearchHit> &) { QFAIL("searched all the same"); });
        QVERIFY(outcome.isStopped);
    }

    void readsAnyLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QByteArray many;
        for (int i = 0; i < 3000; ++i)
            many += QByteArray("line ") + QByteArray::number(i) + '\n';
        QTest::newRow("many") << many;
        QTest::newRow("no end") << many + "last";
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("one end") << QByteArray("\n");
        QTest::newRow("empty lines") << QByteArray("\n\n\na\n\n");
        QTest::newRow("wide") << QByteArray(200'000, 'w') + "\nnext\n" + QByteArray(70'000, 'v');
    }

    void readsAnyLine()
    {
        QFETCH(QByteArray, text);
        QList<QByteArray> wanted = text.split('\n');
        if (wanted.last().isEmpty())
            wanted.removeLast();
        for (QByteArray &line : wanted)
            line.truncate(TextLines::MaxLineBytes);
        const auto lines = TextLines::of(bytesOf(text), {});
        QVERIFY(lines);
        QCOMPARE((*lines)->count(), wanted.size());
        QCOMPARE((*lines)->read(0, wanted.size() + 5).value_or(QList<QByteArray>()), wanted);
        for (qsizetype i = 0; i < wanted.size(); i += 61)
            QCOMPARE((*lines)->read(i, 3).value_or(QList<QByteArray>()),
                     wanted.sliced(i, std::min<qsizetype>(3, wanted.size() - i)));
        QVERIFY((*lines)->read(wanted.size(), 1)->isEmpty());
        for (qsizetype at = 0; at < text.size(); at += 997)
            QCOMPARE((*lines)->lineAt(at).value_or(-1), text.first(at).count('\n'));
    }
};

QTEST_GUILESS_MAIN(TestSearchDumps)
#include "tst_searchdumps.moc"
