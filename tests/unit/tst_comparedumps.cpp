// SPDX-License-Identifier: Apache-2.0
#include "console/archive/comparedumps.h"
#include "console/archive/journalrows.h"

#include "tests/support/archivemaker.h"

#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace muster::console::archivemaker;
using namespace Qt::StringLiterals;

class TestCompareDumps : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    SharedDump dumpOf(const QString &name, const QByteArray &tar) const
    {
        const QString path = m_folder.filePath(name);
        return write(path, tar + tarEnd()) ? DumpArchive::open(path).value_or(nullptr) : nullptr;
    }

    /// What a difference makes of the left text.
    static QList<QByteArray> side(const QList<DiffLine> &lines, DiffLine::Side other)
    {
        QList<QByteArray> texts;
        for (const DiffLine &line : lines) {
            if (line.side != other)
                texts.append(line.text);
        }
        return texts;
    }

    static qsizetype changes(const QList<DiffLine> &lines)
    {
        return std::ranges::count_if(lines,
                                     [](const DiffLine &line) { return line.side != DiffLine::Side::Both; });
    }

private Q_SLOTS:
    void comparesMemberByMember()
    {
        const SharedDump left =
            dumpOf(u"left.tar"_s, tarEntry("d1/same", '0', "x") + tarEntry("d1/changed", '0', "one\ntwo\n")
                                      + tarEntry("d1/size", '0', "a") + tarEntry("d1/gone", '0', "x")
                                      + tarEntry("d1/link", '2', {}, "same"));
        const SharedDump right =
            dumpOf(u"right.tar"_s, tarEntry("d2/same", '0', "x") + tarEntry("d2/changed", '0', "one\n2\n")
                                       + tarEntry("d2/size", '0', "ab") + tarEntry("d2/new", '0', "x")
                                       + tarEntry("d2/link", '2', {}, "changed"));
        QVERIFY(left && right);
        const auto compared = compareDumps(*left, *right, {});
        QVERIFY(compared);
        QStringList told;
        for (const ComparedMember &member : *compared)
            told.append(u"%1 %2"_s.arg(member.path, QVariant::fromValue(member.difference).toString()));
        QCOMPARE(told, (QStringList{u"changed Changed"_s, u"gone OnlyLeft"_s, u"link Changed"_s,
                                    u"new OnlyRight"_s, u"same Same"_s, u"size Changed"_s}));
        const auto texts = compareTexts(*left, compared->at(0).left, *right, compared->at(0).right, {});
        QVERIFY(texts);
        QCOMPARE(side(texts->lines, DiffLine::Side::Right), (QList<QByteArray>{"one", "two"}));
        QCOMPARE(side(texts->lines, DiffLine::Side::Left), (QList<QByteArray>{"one", "2"}));
    }

    void findsTheFewestChanges_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::addColumn<QByteArray>("right");
        QTest::addColumn<int>("count");
        QTest::newRow("same") << QByteArray("abc") << QByteArray("abc") << 0;
        QTest::newRow("both empty") << QByteArray() << QByteArray() << 0;
        QTest::newRow("all new") << QByteArray() << QByteArray("abc") << 3;
        QTest::newRow("all gone") << QByteArray("abc") << QByteArray() << 3;
        QTest::newRow("Myers' own") << QByteArray("abcabba") << QByteArray("cbabac") << 5;
        QTest::newRow("in the middle") << QByteArray("abcdef") << QByteArray("abXdef") << 2;
        QTest::newRow("nothing alike") << QByteArray("abc") << QByteArray("xyz") << 6;
        QTest::newRow("moved") << QByteArray("abcdefgh") << QByteArray("habcdefg") << 2;
        QTest::newRow("doubled") << QByteArray("aaaa") << QByteArray("aaaaaa") << 2;
    }

    void findsTheFewestChanges()
    {
        QFETCH(QByteArray, left);
        QFETCH(QByteArray, right);
        QFETCH(int, count);
        const auto lines = [](const QByteArray &letters) {
            QList<QByteArray> each;
            for (const char c : letters)
                each.append(QByteArray(1, c));
            return each;
        };
        const auto diff = diffLines(lines(left), lines(right));
        QCOMPARE(side(diff, DiffLine::Side::Right), lines(left));
        QCOMPARE(side(diff, DiffLine::Side::Left), lines(right));
        QCOMPARE(int(changes(diff)), count);
    }

    void keepsBothTextsWhateverTheyAre()
    {
        quint32 state = 7;
        const auto next = [&state] { return (state = state * 1664525 + 1013904223) >> 24; };
        for (int round = 0; round < 200; ++round) {
            QList<QByteArray> left;
            QList<QByteArray> right;
            for (auto i = next() % 30; i > 0; --i)
                left.append(QByteArray::number(next() % 4));
            for (auto i = next() % 30; i > 0; --i)
                right.append(QByteArray::number(next() % 4));
            for (const int most : {0, 3, 100}) {
                const auto diff = diffLines(left, right, most);
                QCOMPARE(side(diff, DiffLine::Side::Right), left);
                QCOMPARE(side(diff, DiffLine::Side::Left), right);
            }
        }
    }

    void readsAJournal()
    {
        const QByteArray text =
            R"({"__REALTIME_TIMESTAMP":"1795271537381000","PRIORITY":"3","_SYSTEMD_UNIT":"fan.service",)"
            R"("SYSLOG_IDENTIFIER":"fand","_PID":"42","MESSAGE":"fan 3 stopped"})"
            "\n"
            "no json\n"
            R"({"__REALTIME_TIMESTAMP":"1795271538000000","MESSAGE":[104,105,7],"_COMM":"x","SYSLOG_IDENTIFIER":null})"
            "\n"
            R"({"__REALTIME_TIMESTAMP":"1795271539000000","MESSAGE":"Started","UNIT":"a.service","_SYSTEMD_UNIT":"init.scope"})";
        const auto table = readJournal(*bytesOf(text), 100, {});
        QVERIFY(table);
        QCOMPARE(table->rows.size(), 3);
        QCOMPARE(table->badLines, 1);
        QCOMPARE(table->rows.at(0).priority, 3);
        QCOMPARE(table->rows.at(0).unit, u"fan.service"_s);
        QCOMPARE(table->rows.at(0).process, u"fand[42]"_s);
        QCOMPARE(toIso(table->rows.at(0).at), "2026-11-21T14:32:17.381Z");
        QCOMPARE(table->rows.at(1).message, u"hi\u2407"_s);
        QCOMPARE(table->rows.at(2).unit, u"a.service"_s);
        QCOMPARE(table->rows.at(2).line, 3);
        QVERIFY(!table->isCutShort);
        QVERIFY(readJournal(*bytesOf(text), 2, {})->isCutShort);
    }
};

QTEST_GUILESS_MAIN(TestCompareDumps)
#include "tst_comparedumps.moc"
