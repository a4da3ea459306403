// SPDX-License-Identifier: Apache-2.0
#include "tests/support/archivemaker.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace muster::console;
using namespace muster::console::archivemaker;
using namespace Qt::StringLiterals;

namespace {

struct Ended
{
    int code = -1;
    QByteArray out;
    QByteArray err;

    [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

} // namespace

/// The verbs that look into dumps on this machine, by the real program.
class TestDumpFileVerbs : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString at(const QString &name) const { return m_folder.filePath(name); }

    [[nodiscard]] Ended run(const QStringList &words) const
    {
        QProcess program;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"DISPLAY"_s);
        environment.remove(u"QT_QPA_PLATFORM"_s);
        program.setProcessEnvironment(environment);
        program.start(QStringLiteral(MUSTER),
                      QStringList{u"--fleet"_s, at(u"fleet.json"_s), u"dumps"_s} + words);
        if (!program.waitForFinished(60'000))
            return {};
        return {program.exitCode(), program.readAllStandardOutput(), program.readAllStandardError()};
    }

private Q_SLOTS:
    void initTestCase()
    {
        const QByteArray manifest =
            R"({"id":"d","type":"bmc","node":"b","reason":"r","agentVersion":"1","at":"2026-11-21T14:02:17Z",)"
            R"("members":[{"name":"log","size":1},{"name":"packages","size":0,"missing":"not collected in time"}]})";
        const QByteArray one = tarEntry("d/manifest.json", '0', manifest)
                               + tarEntry("d/log", '0', "fan 1 failed\nwell\n")
                               + tarEntry("d/old.gz", '0', packed("old fan\n", Packing::Gzip));
        QVERIFY(write(at(u"one.tar.zst"_s), packed(one + tarEnd(), Packing::Zstd)));
        QVERIFY(write(at(u"two.tar.xz"_s),
                      packed(tarEntry("e/log", '0', "fan 2 failed\nwell\n") + tarEnd(), Packing::Xz)));
        QVERIFY(write(at(u"cut.tar.gz"_s), packed(one, Packing::Gzip).chopped(20)));
        QVERIFY(write(at(u"hostile.tar"_s), tarEntry("../evil", '0', "x") + tarEntry("good", '0', "y")
                                                + tarEntry("\x1b[2J", '0', "z") + tarEnd()));
        QVERIFY(write(at(u"letter"_s), "Dear operator"));
    }

    void listsFilesAndWhatIsMissing()
    {
        const Ended ended = run({u"files"_s, at(u"one.tar.zst"_s), u"--json"_s});
        QCOMPARE(ended.code, 1);
        const QJsonArray files = ended.json()[u"files"].toArray();
        QCOMPARE(files.size(), 4);
        QCOMPARE(files.last()[u"path"].toString(), u"d/packages"_s);
        QCOMPARE(files.last()[u"missing"].toString(), u"not collected in time"_s);
        QCOMPARE(ended.json()[u"format"].toString(), u"tar, zstd"_s);
        QCOMPARE(run({u"files"_s, at(u"two.tar.xz"_s)}).code, 0);
    }

    void neverSteersTheTerminal()
    {
        const Ended ended = run({u"files"_s, at(u"hostile.tar"_s)});
        QVERIFY(ended.out.contains("good"));
        QVERIFY(!ended.out.contains('\x1b'));
    }

    void saysWhatIsDamaged()
    {
        const Ended ended = run({u"files"_s, at(u"cut.tar.gz"_s)});
        QCOMPARE(ended.code, 1);
        QVERIFY(ended.out.contains("d/log"));
        QVERIFY2(ended.err.contains("cut off"), ended.err.constData());
    }

    void writesOneMember()
    {
        QCOMPARE(run({u"cat"_s, at(u"one.tar.zst"_s), u"log"_s}).out, "fan 1 failed\nwell\n");
        QCOMPARE(run({u"cat"_s, at(u"one.tar.zst"_s), u"d/old.gz"_s}).out, "old fan\n");
        QVERIFY(run({u"cat"_s, at(u"one.tar.zst"_s), u"old.gz"_s, u"--raw"_s}).out.startsWith("\x1f\x8b"));
        const Ended none = run({u"cat"_s, at(u"one.tar.zst"_s), u"nothing"_s});
        QCOMPARE(none.code, 2);
        QVERIFY(none.err.contains("there is no nothing in it"));
    }

    void searches()
    {
        const Ended ended =
            run({u"search"_s, at(u"one.tar.zst"_s), at(u"two.tar.xz"_s), u"FAN"_s, u"--json"_s});
        QCOMPARE(ended.code, 0);
        const QJsonArray hits = ended.json()[u"hits"].toArray();
        QCOMPARE(hits.size(), 3);
        QCOMPARE(hits.first()[u"line"].toInt(), 1);
        QCOMPARE(run({u"search"_s, at(u"two.tar.xz"_s), u"nowhere"_s}).code, 1);
        QCOMPARE(run({u"search"_s, at(u"two.tar.xz"_s), u"fan("_s, u"-E"_s}).code, 2);
        QCOMPARE(run({u"search"_s, at(u"two.tar.xz"_s), u"FAN"_s, u"--case-sensitive"_s}).code, 1);
    }

    void compares()
    {
        const Ended ended = run({u"compare"_s, at(u"one.tar.zst"_s), at(u"two.tar.xz"_s), u"--lines"_s});
        QCOMPARE(ended.code, 1);
        QVERIFY(ended.out.contains("changed"));
        QVERIFY(ended.out.contains("- fan 1 failed"));
        QVERIFY(ended.out.contains("+ fan 2 failed"));
        QCOMPARE(run({u"compare"_s, at(u"two.tar.xz"_s), at(u"two.tar.xz"_s)}).code, 0);
    }

    void extractsSafely()
    {
        const QString out = at(u"jail/out"_s);
        const Ended ended = run({u"extract"_s, at(u"hostile.tar"_s), u"-o"_s, out, u"--json"_s});
        QCOMPARE(ended.code, 1);
        QCOMPARE(ended.json()[u"leftOut"].toArray().first()[u"path"].toString(), u"../evil"_s);
        QVERIFY(QFileInfo::exists(out + u"/good"_s));
        QCOMPARE(QDir(at(u"jail"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
                 QStringList{u"out"_s});
        const Ended one = run({u"extract"_s, at(u"one.tar.zst"_s), u"log"_s, u"-o"_s, at(u"some"_s)});
        QCOMPARE(one.code, 0);
        QVERIFY(QFileInfo::exists(at(u"some/d/log"_s)));
        QVERIFY(!QFileInfo::exists(at(u"some/d/old.gz"_s)));
    }

    void refusesWhatIsNoArchive()
    {
        const Ended letter = run({u"files"_s, at(u"letter"_s)});
        QCOMPARE(letter.code, 2);
        QVERIFY(letter.err.contains("no archive"));
        QCOMPARE(run({u"files"_s, at(u"nothing"_s)}).code, 2);
    }
};

QTEST_GUILESS_MAIN(TestDumpFileVerbs)
#include "tst_dumpfileverbs.moc"
