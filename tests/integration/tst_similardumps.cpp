// SPDX-License-Identifier: Apache-2.0
#include "agent/offload/deltablocks.h"
#include "console/offload/archivecheck.h"
#include "console/offload/dumpreceiver.h"
#include "tests/support/aside.h"
#include "tests/support/cuttingproxy.h"
#include "tests/support/dumpnode.h"
#include "tests/support/offloadedfile.h"
#include "tests/support/testagent.h"

#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace muster::console;
using namespace muster::test;
using namespace Qt::StringLiterals;

/// A dump that is like earlier ones moves only what is new.
class TestSimilarDumps : public QObject
{
    Q_OBJECT

    const Identity m_identity = Identity::generate().value();
    const TestConsole m_console{m_identity};
    BytePace m_pace;

    static QString idOf(int number)
    {
        return u"bmc-20251124T16%1000Z"_s.arg(number, 2, 10, QLatin1Char('0'));
    }

    /// As those of one node are, one after the other: most files are the same, the journal's window moves.
    static QList<NamedBytes> members(int number)
    {
        QList<NamedBytes> made;
        for (int i = 0; i < 20; ++i)
            made.append({u"etc/file-%1"_s.arg(i), noise(20'000, quint32(i + 1))});
        const QByteArray journal = lines(2'000'000);
        made.append({u"journal.txt"_s, journal.sliced(number * 20'000, 1'500'000)});
        made.append({u"big/core.fan"_s, noise(7'000'000, 99) + noise(1000, quint32(1000 + number))});
        made.append({u"processes.txt"_s, lines(3000, quint32(500 + number))});
        made.append({u"empty"_s, {}});
        return made;
    }

    struct Fetched
    {
        OffloadRecord record;
        qint64 moved;
    };
    [[nodiscard]] Result<Fetched> fetch(const DumpNode &node, const QString &id, const QString &folder,
                                        bool usesEarlier = true, const std::optional<Endpoint> &over = {})
    {
        auto peer = m_console.greet(node.endpoint());
        if (!peer)
            return fail(peer.error());
        const auto ticket = ask<api::DumpsOffload>(**peer, {id, u"here"_s});
        if (!ticket)
            return fail(ticket.error());
        DumpReceiver::Settings settings;
        settings.usesEarlier = usesEarlier;
        DumpReceiver receiver(m_identity,
                              {over.value_or(node.endpoint()), node.nodeId(), u"drawer-1"_s, folder}, m_pace,
                              settings);
        const auto record = aside([&] { return receiver.fetch(*ticket, {}); });
        return record.transform([&](const OffloadRecord &one) { return Fetched{one, receiver.moved()}; });
    }
    static QString archiveOf(const QString &folder, const QString &id)
    {
        return folder + u"/drawer-1-%1.tar.zst"_s.arg(id);
    }
    /// Every byte of it, from the archive alone.
    static bool isProven(const QString &folder, const QString &id)
    {
        const auto report = checkArchive(archiveOf(folder, id), {});
        return report && report->faults.isEmpty();
    }

private Q_SLOTS:
    void theNextOneMovesOnlyWhatIsNew()
    {
        DumpNode node;
        node.trust(m_identity);
        QTemporaryDir folder;
        node.addDump(idOf(1), members(1));
        node.addDump(idOf(2), members(2));
        const auto first = fetch(node, idOf(1), folder.path());
        QVERIFY2(first, first ? "" : qPrintable(describe(first.error())));
        const auto second = fetch(node, idOf(2), folder.path());
        QVERIFY2(second, second ? "" : qPrintable(describe(second.error())));
        QVERIFY2(second->moved * 25 < first->moved,
                 qPrintable(u"%1 after %2"_s.arg(second->moved).arg(first->moved)));
        QVERIFY(isProven(folder.path(), idOf(2)));
        const auto alone = fetch(node, idOf(2), QTemporaryDir().path());
        QVERIFY(alone);
        QCOMPARE(second->record.manifest, alone->record.manifest);
    }

    void whoDoesNotWantThatGetsAllOfIt()
    {
        DumpNode node;
        node.trust(m_identity);
        QTemporaryDir folder;
        node.addDump(idOf(1), members(1));
        node.addDump(idOf(2), members(2));
        QVERIFY(fetch(node, idOf(1), folder.path()));
        const auto second = fetch(node, idOf(2), folder.path(), false);
        QVERIFY(second);
        QVERIFY(second->moved > 7'000'000);
        QVERIFY(isProven(folder.path(), idOf(2)));
    }

    void dumpsOfAnotherNodeAreNotUsed()
    {
        DumpNode node;
        DumpNode other;
        node.trust(m_identity);
        other.trust(m_identity);
        QTemporaryDir folder;
        other.addDump(idOf(1), members(1));
        node.addDump(idOf(2), members(1));
        QVERIFY(fetch(other, idOf(1), folder.path()));
        const auto second = fetch(node, idOf(2), folder.path());
        QVERIFY(second);
        QVERIFY(second->moved > 7'000'000);
    }

    /// An archive that the disk has changed, or that is gone, costs time; the dump is whole all the same.
    void anEarlierDumpThatIsDamagedDoesNoHarm_data()
    {
        QTest::addColumn<qint64>("at");
        QTest::newRow("its manifest") << qint64(1000);
        QTest::newRow("the beginning of a file that is the same") << qint64(300'000);
        QTest::newRow("a file that has changed") << qint64(3'000'000);
        QTest::newRow("cut off") << qint64(-1);
    }
    void anEarlierDumpThatIsDamagedDoesNoHarm()
    {
        QFETCH(qint64, at);
        DumpNode node;
        node.trust(m_identity);
        QTemporaryDir folder;
        node.addDump(idOf(1), members(1));
        node.addDump(idOf(2), members(2));
        QVERIFY(fetch(node, idOf(1), folder.path()));
        QFile archive(archiveOf(folder.path(), idOf(1)));
        QVERIFY(archive.open(QIODevice::ReadWrite));
        if (at < 0)
            QVERIFY(archive.resize(archive.size() / 2));
        else
            QVERIFY(archive.seek(at) && archive.write(noise(2000, 77)) == 2000);
        archive.close();
        const auto second = fetch(node, idOf(2), folder.path());
        QVERIFY2(second, second ? "" : qPrintable(describe(second.error())));
        QVERIFY(isProven(folder.path(), idOf(2)));
    }

    void itGoesOnAfterABreak()
    {
        DumpNode node;
        node.trust(m_identity);
        QTemporaryDir folder;
        node.addDump(idOf(1), members(1));
        QList<NamedBytes> next = members(2);
        next.append({u"new.bin"_s, noise(9'000'000, 5)});
        node.addDump(idOf(2), next);
        QVERIFY(fetch(node, idOf(1), folder.path()));
        CuttingProxy network(node.endpoint(), {2'500, 9'000, 60'000, 6'000'000});
        std::optional<Fetched> whole;
        while (!whole) {
            const auto tried = fetch(node, idOf(2), folder.path(), true, network.endpoint());
            if (tried)
                whole = *tried;
            else
                QCOMPARE(tried.error().code, ErrorCode::Unavailable);
            QVERIFY(network.connections() <= 6);
        }
        QVERIFY2(whole->moved < 8'000'000, "blocks that were there came again");
        QVERIFY(isProven(folder.path(), idOf(2)));
    }

    void whatAClientSaysToHaveIsChecked()
    {
        DumpNode node;
        const QString folder = node.addDump(idOf(1), members(1));
        const auto dump = DumpStream::open(folder);
        QVERIFY(dump);
        const auto of = [&](const KnownParts &known, qsizetype sums) {
            return DeltaBlocks::of(dump->layout(), known, QByteArray(sums, 'x')).has_value();
        };
        QVERIFY(of({{0, 1}, {{20, 512, 2}}}, 2 * blocksums::Bytes));
        QVERIFY(!of({{99}, {}}, 0));
        QVERIFY(!of({{-1}, {}}, 0));
        QVERIFY(!of({{20}, {{20, 512, 2}}}, 2 * blocksums::Bytes));
        QVERIFY(!of({{}, {{99, 512, 2}}}, 2 * blocksums::Bytes));
        QVERIFY(!of({{}, {{20, 512, 2}}}, 2 * blocksums::Bytes - 1));
    }
};

QTEST_GUILESS_MAIN(TestSimilarDumps)
#include "tst_similardumps.moc"
