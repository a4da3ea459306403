// SPDX-License-Identifier: Apache-2.0
#include "console/offload/dumpreceiver.h"
#include "console/offload/framereader.h"
#include "shared/dumps/zstdframe.h"
#include "tests/support/aside.h"
#include "tests/support/cuttingproxy.h"
#include "tests/support/dumpnode.h"
#include "tests/support/filesizelimit.h"
#include "tests/support/testagent.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include <zstd.h>

using namespace muster;
using namespace muster::agent;
using namespace muster::console;
using namespace muster::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentOf(const QString &path)
{
    return readFile(path, 1LL << 30).value_or(QByteArray());
}

} // namespace

class TestBulk : public QObject
{
    Q_OBJECT

    const Identity m_identity = Identity::generate().value();
    const TestConsole m_console{m_identity};
    BytePace m_pace;

    static constexpr auto Id = "bmc-20251124T160000Z"_L1;

    static QList<NamedBytes> members()
    {
        return {{u"journal.txt"_s, lines(9 * 1024 * 1024)},
                {u"core.fan"_s, noise(6 * 1024 * 1024 + 5)},
                {u"empty"_s, {}}};
    }
    [[nodiscard]] static QStringList filesIn(const QTemporaryDir &folder)
    {
        return QDir(folder.path()).entryList(QDir::Files);
    }
    [[nodiscard]] static OffloadPlace placeOf(const DumpNode &node, const QString &folder)
    {
        return {node.endpoint(), node.nodeId(), u"drawer-1"_s, folder};
    }
    [[nodiscard]] Result<DumpTicket> ticketOf(const DumpNode &node, const QString &to = u"here"_s) const
    {
        auto peer = m_console.greet(node.endpoint());
        if (!peer)
            return fail(peer.error());
        return ask<api::DumpsOffload>(**peer, {Id, to});
    }
    [[nodiscard]] Result<OffloadRecord> fetch(const DumpNode &node, const QString &folder,
                                              bulk::Encoding encoding = bulk::Encoding::None)
    {
        const auto ticket = ticketOf(node);
        if (!ticket)
            return fail(ticket.error());
        return aside([&] {
            return DumpReceiver(m_identity, placeOf(node, folder), m_pace, {encoding}).fetch(*ticket, {});
        });
    }
    static void compareUnpacked(const QString &archive, const QString &id, const QList<NamedBytes> &members)
    {
        QTemporaryDir out;
        // Of the zstd library, as the zstd program uses it.
        const QByteArray file = contentOf(archive);
        QByteArray tar(64 * 1024 * 1024, Qt::Uninitialized);
        const size_t size = ZSTD_decompress(tar.data(), size_t(tar.size()), file.data(), size_t(file.size()));
        QVERIFY2(!ZSTD_isError(size), ZSTD_getErrorName(size));
        writeFile(out.filePath(u"dump.tar"_s), QByteArrayView(tar).first(qsizetype(size)));
        QProcess unpack;
        unpack.start(u"tar"_s, {u"-C"_s, out.path(), u"-xf"_s, out.filePath(u"dump.tar"_s)});
        QVERIFY(unpack.waitForFinished());
        QVERIFY2(unpack.exitCode() == 0, unpack.readAllStandardError());
        for (const NamedBytes &member : members)
            QVERIFY2(contentOf(out.filePath(id + u'/' + member.name)) == member.bytes,
                     qPrintable(member.name));
    }

private Q_SLOTS:
    void aDumpArrivesAsAnArchiveOfStandardTools_data()
    {
        QTest::addColumn<bulk::Encoding>("encoding");
        QTest::newRow("raw") << bulk::Encoding::None;
        QTest::newRow("zstd") << bulk::Encoding::Zstd;
    }
    void aDumpArrivesAsAnArchiveOfStandardTools()
    {
        QFETCH(bulk::Encoding, encoding);
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        QTemporaryDir folder;
        const auto record = fetch(node, folder.path(), encoding);
        QVERIFY2(record, record ? "" : qPrintable(describe(record.error())));
        const QString base = folder.filePath(u"drawer-1-"_s + Id);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files),
                 (QStringList{QFileInfo(base + u".json"_s).fileName(),
                              QFileInfo(base + u".tar.zst"_s).fileName()}));
        compareUnpacked(base + u".tar.zst"_s, Id, members());
        const auto read = readRecord(base + u".json"_s);
        QVERIFY2(read, read ? "" : qPrintable(describe(read.error())));
        QCOMPARE(*read, *record);
        QCOMPARE(read->nodeId, node.nodeId().toString());
        QCOMPARE(read->manifest->members.size(), 3);
        QCOMPARE(read->frames.size(), 4);
    }

    void aDumpThatIsThereIsNotFetchedAgain()
    {
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        QTemporaryDir folder;
        const auto first = fetch(node, folder.path());
        QVERIFY(first);
        QCOMPARE(fetch(node, folder.path()), *first);
    }

    /// At every kind of place: within the handshake, the answer, the hashes, a block's header and bytes, and
    /// shortly before the end. Each time another program goes on.
    void goesOnAfterABreakAnywhere_data()
    {
        QTest::addColumn<bulk::Encoding>("encoding");
        QTest::newRow("raw") << bulk::Encoding::None;
        QTest::newRow("zstd") << bulk::Encoding::Zstd;
    }
    void goesOnAfterABreakAnywhere()
    {
        QFETCH(bulk::Encoding, encoding);
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        QTemporaryDir folder;
        const QList<qint64> cuts{300,       2000,      2600,      70'000,    1'000'000,
                                 5'000'000, 4'300'000, 4'500'000, 6'000'000, 1'100'000};
        CuttingProxy network(node.endpoint(), cuts);
        OffloadPlace place = placeOf(node, folder.path());
        place.endpoint = network.endpoint();
        std::optional<OffloadRecord> whole;
        qint64 before = 0;
        while (!whole) {
            const auto ticket = ticketOf(node);
            QVERIFY(ticket);
            DumpReceiver receiver(m_identity, place, m_pace, {encoding});
            const auto record = aside([&] { return receiver.fetch(*ticket, {}); });
            if (record) {
                whole = *record;
                break;
            }
            QCOMPARE(record.error().code, ErrorCode::Unavailable);
            QVERIFY(network.connections() <= cuts.size());
            QVERIFY(receiver.received() >= before);
            before = receiver.received();
        }
        QVERIFY(before > 0); // the last one had something to go on with
        QCOMPARE(filesIn(folder).size(), 2);
        compareUnpacked(folder.filePath(u"drawer-1-%1.tar.zst"_s.arg(Id)), Id, members());
    }

    void theSameReceiverGoesOnWithoutReadingAgain()
    {
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        QTemporaryDir folder;
        CuttingProxy network(node.endpoint(), {9'500'000});
        OffloadPlace place = placeOf(node, folder.path());
        place.endpoint = network.endpoint();
        const auto ticket = ticketOf(node);
        DumpReceiver receiver(m_identity, place, m_pace, {bulk::Encoding::None});
        QVERIFY(!aside([&] { return receiver.fetch(*ticket, {}); }));
        QCOMPARE(receiver.received(), 2 * DumpBlock);
        QVERIFY(aside([&] { return receiver.fetch(*ticket, {}); }));
        QVERIFY2(network.bytes() < 9'500'000 + 8'000'000, "blocks that were there came again");
    }

    void whatAnEarlierProgramLeftIsBelievedOnlyWhereItIsRight()
    {
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        QTemporaryDir folder;
        CuttingProxy network(node.endpoint(), {13'500'000});
        OffloadPlace place = placeOf(node, folder.path());
        place.endpoint = network.endpoint();
        const auto ticket = ticketOf(node);
        {
            DumpReceiver receiver(m_identity, place, m_pace, {bulk::Encoding::None});
            QVERIFY(!aside([&] { return receiver.fetch(*ticket, {}); }));
            QCOMPARE(receiver.received(), 3 * DumpBlock);
        }
        QFile part(folder.filePath(u"drawer-1-%1.tar.zst.part"_s.arg(Id)));
        QVERIFY(part.open(QIODevice::ReadWrite) && part.seek(DumpBlock + 1000) && part.write("X") == 1);
        part.close();
        DumpReceiver receiver(m_identity, place, m_pace, {bulk::Encoding::None});
        QVERIFY(aside([&] { return receiver.fetch(*ticket, {}); }));
        compareUnpacked(folder.filePath(u"drawer-1-%1.tar.zst"_s.arg(Id)), Id, members());
    }

    void whatWasBegunIsFound()
    {
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        QTemporaryDir folder;
        CuttingProxy network(node.endpoint(), {5'000'000});
        OffloadPlace place = placeOf(node, folder.path());
        place.endpoint = network.endpoint();
        const auto ticket = ticketOf(node);
        QVERIFY(!aside([&] { return DumpReceiver(m_identity, place, m_pace, {}).fetch(*ticket, {}); }));
        const auto unfinished = unfinishedIn(folder.path());
        QCOMPARE(unfinished.size(), 1);
        QCOMPARE(unfinished[0].id, Id);
        QCOMPARE(unfinished[0].nodeId, node.nodeId().toString());
    }

    void aByteThatTheNodesDiskChangedIsFoundAndNamed()
    {
        DumpNode node;
        node.trust(m_identity);
        const QString dump = node.addDump(Id, members());
        QVERIFY(seal(dump, {}));
        QFile core(dump + u"/core.fan"_s);
        QVERIFY(core.open(QIODevice::ReadWrite) && core.seek(4'000'000) && core.write("X") == 1);
        core.close();
        QTemporaryDir folder;
        const auto record = fetch(node, folder.path());
        QVERIFY(!record);
        QCOMPARE(record.error().code, ErrorCode::Io);
        QVERIFY2(record.error().text.contains("core.fan"_L1) && record.error().text.contains("block 3"_L1),
                 qPrintable(record.error().text));
        QVERIFY(!filesIn(folder).contains(u"drawer-1-%1.tar.zst"_s.arg(Id)));
    }

    void aNodeThatLiesAboutItsHashesIsFoundOut()
    {
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        auto ticket = ticketOf(node);
        QVERIFY(ticket);
        ticket->digest = QString(64, u'0');
        QTemporaryDir folder;
        DumpReceiver receiver(m_identity, placeOf(node, folder.path()), m_pace, {});
        const auto record = aside([&] { return receiver.fetch(*ticket, {}); });
        QVERIFY(!record);
        QCOMPARE(record.error().code, ErrorCode::Conflict);
        QCOMPARE(receiver.received(), 0);
    }

    void twoReceiversDoNotWriteOneFile()
    {
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        QTemporaryDir folder;
        const QString part = folder.filePath(u"drawer-1-%1.tar.zst.part"_s.arg(Id));
        const auto other = PartFile::open(part);
        QVERIFY(other);
        const auto record = fetch(node, folder.path());
        QVERIFY(!record);
        QCOMPARE(record.error().code, ErrorCode::Busy);
    }

    void twoReceiversFetchOneDumpToTwoFolders()
    {
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        QTemporaryDir one;
        QTemporaryDir other;
        const auto ticket = ticketOf(node);
        const auto second = ticketOf(node, u"there"_s);
        const auto both = aside([&] {
            Result<OffloadRecord> beside = fail(ErrorCode::Internal, {});
            std::thread thread([&] {
                beside = DumpReceiver(m_identity, placeOf(node, other.path()), m_pace, {}).fetch(*second, {});
            });
            auto record = DumpReceiver(m_identity, placeOf(node, one.path()), m_pace, {}).fetch(*ticket, {});
            thread.join();
            return std::pair(record, beside);
        });
        QVERIFY(both.first);
        QVERIFY(both.second);
        QCOMPARE(node.holds().holders(Id).size(), 2); // nobody has acknowledged it yet
    }

    void aFullDiskIsToldAndWhatIsThereIsKept()
    {
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        const auto ticket = ticketOf(node);
        QTemporaryDir folder;
        {
            const FileSizeLimit limit(9'000'000);
            DumpReceiver receiver(m_identity, placeOf(node, folder.path()), m_pace, {bulk::Encoding::None});
            const auto record = aside([&] { return receiver.fetch(*ticket, {}); });
            QVERIFY(!record);
            QCOMPARE(record.error().code, ErrorCode::Io);
            QVERIFY2(record.error().source.endsWith(".part"_L1), qPrintable(describe(record.error())));
        }
        DumpReceiver receiver(m_identity, placeOf(node, folder.path()), m_pace, {bulk::Encoding::None});
        QVERIFY(aside([&] { return receiver.fetch(*ticket, {}); }));
        compareUnpacked(folder.filePath(u"drawer-1-%1.tar.zst"_s.arg(Id)), Id, members());
    }

    /// The disk is full within the last bytes of a block that was hashed already.
    void aBlockThatWasNotWrittenDoesNotCount()
    {
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        const auto ticket = ticketOf(node);
        QTemporaryDir folder;
        DumpReceiver receiver(m_identity, placeOf(node, folder.path()), m_pace, {bulk::Encoding::None});
        {
            const FileSizeLimit limit(rlim_t(2 * zstd::rawFrameSize(DumpBlock) - 1000));
            QVERIFY(!aside([&] { return receiver.fetch(*ticket, {}); }));
        }
        QCOMPARE(receiver.received(), DumpBlock);
        QVERIFY(aside([&] { return receiver.fetch(*ticket, {}); }));
        compareUnpacked(folder.filePath(u"drawer-1-%1.tar.zst"_s.arg(Id)), Id, members());
    }

    void roomOnTheDiskIsLookedAtFirst()
    {
        QTemporaryDir folder;
        auto part = PartFile::open(folder.filePath(u"a.part"_s));
        QVERIFY(part);
        const auto refused = part->reserve(1LL << 60);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Io);
        QVERIFY2(refused.error().text.contains("1.00 EiB"_L1), qPrintable(refused.error().text));
        QCOMPARE(part->size(), 0);
    }

    void nothingIsLeftOfWhatNeverBegan()
    {
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        auto ticket = ticketOf(node);
        QVERIFY(ticket);
        ticket->ticket = u"AAAA"_s;
        QTemporaryDir folder;
        const auto record = aside([&] {
            return DumpReceiver(m_identity, placeOf(node, folder.path()), m_pace, {}).fetch(*ticket, {});
        });
        QVERIFY(!record);
        QCOMPARE(record.error().code, ErrorCode::NotFound);
        QCOMPARE(filesIn(folder), QStringList());
    }

    void stopsWhenTold()
    {
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        const auto ticket = ticketOf(node);
        QTemporaryDir folder;
        BytePace slow(16 * 1024 * 1024);
        DumpReceiver receiver(m_identity, placeOf(node, folder.path()), slow, {bulk::Encoding::None});
        std::stop_source stop;
        const auto record = aside([&] {
            std::thread stopper([&] {
                while (receiver.received() == 0)
                    std::this_thread::yield();
                stop.request_stop();
            });
            auto outcome = receiver.fetch(*ticket, stop.get_token());
            stopper.join();
            return outcome;
        });
        QVERIFY(!record);
        QCOMPARE(record.error().code, ErrorCode::Cancelled);
    }

    void anotherDumpOfTheSameNameIsNotWrittenOver()
    {
        DumpNode node;
        node.trust(m_identity);
        node.addDump(Id, members());
        QTemporaryDir folder;
        writeFile(folder.filePath(u"drawer-1-%1.tar.zst"_s.arg(Id)), "mine");
        const auto record = fetch(node, folder.path());
        QVERIFY(!record);
        QCOMPARE(record.error().code, ErrorCode::Conflict);
        QCOMPARE(contentOf(folder.filePath(u"drawer-1-%1.tar.zst"_s.arg(Id))), QByteArray("mine"));
    }
};

QTEST_GUILESS_MAIN(TestBulk)
#include "tst_bulk.moc"
