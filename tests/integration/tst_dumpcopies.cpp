// SPDX-License-Identifier: Apache-2.0
#include "console/offload/offload.h"
#include "shared/api/dumps.h"
#include "shared/store/atomicfile.h"

#include "agent/dumps/dumpservice.h"
#include "agent/systemdumps/dumprecords.h"
#include "tests/support/dumpfolder.h"
#include "tests/support/testsystem.h"

#include <QCoroTest>
#include <QDir>
#include <QFile>
#include <QTest>

using namespace muster;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// How a console reaches an agent of the system.
class DirectNodes : public console::OffloadNodes
{
public:
    DirectNodes(std::unique_ptr<RpcPeer> peer, QString address)
        : m_peer(std::move(peer))
        , m_address(std::move(address))
    {
    }
    RpcPeer *peer(const QString &) override { return m_peer.get(); }
    Route route(const QString &) override { return {m_address}; }

private:
    std::unique_ptr<RpcPeer> m_peer;
    QString m_address;
};

} // namespace

/// Copies of a system's dumps on further members, of real agents over real connections.
class TestDumpCopies : public QObject
{
    Q_OBJECT

    static constexpr auto Patience = 30s;
    static constexpr auto Kind = R"({"type": "frame", "title": "Frame dump", "scope": "System",
        "collectors": ["facts"], "files": ["%1/note-*"], "deadlineSeconds": 20})";

    std::unique_ptr<TestSystem> m_system;
    Membership m_membership;

    void writeKind(int number) const
    {
        const auto &config = m_system->agent(number).config();
        QDir().mkpath(config.dumps.kindsFolder);
        const QByteArray kind = QString::fromLatin1(Kind).arg(config.stateFolder).toUtf8();
        QVERIFY(replaceFile(config.dumps.kindsFolder + u"/frame.json"_s, kind));
        QVERIFY(replaceFile(config.inState(u"note-%1"_s.arg(number)), noise(300'000, quint32(number))));
    }
    void found(int nodes, int replicas = 1, qint64 budget = 1LL << 30)
    {
        m_system = std::make_unique<TestSystem>(nodes);
        for (int i = 1; i <= nodes; ++i) {
            writeKind(i);
            m_system->agent(i).restart();
        }
        m_membership = m_system->founding();
        m_membership.settings.replicas = replicas;
        m_membership.settings.replicaBytes = budget;
        m_system->setAll(m_membership);
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(1), Patience);
    }
    void change(const std::function<void(Membership &)> &what)
    {
        m_membership = TestSystem::next(m_membership);
        what(m_membership);
        m_system->setAll(m_membership);
    }
    void letCoordinate(int number)
    {
        change([&](Membership &next) { next.coordinator = m_system->id(number); });
    }
    [[nodiscard]] agent::FileReplicas &files(int number)
    {
        return m_system->agent(number).agent().composite().files();
    }
    [[nodiscard]] std::optional<DumpEntry> entry(int number, const QString &id)
    {
        return m_system->agent(number).agent().dumps().catalogue().entry(id);
    }
    [[nodiscard]] QString folder(int number, const QString &id) const
    {
        return m_system->agent(number).config().inState(u"dumps/"_s + id);
    }
    [[nodiscard]] Result<DumpDetails> show(int number, const QString &id)
    {
        const auto peer = m_system->greet(number);
        return ask<api::DumpsShow>(*peer, {id});
    }
    /// A dump that is made and whole, as the coordinator shows it.
    [[nodiscard]] DumpDetails make(int coordinator = 1)
    {
        const auto peer = m_system->greet(coordinator);
        const auto started = ask<api::DumpsCreate>(*peer, {u"frame"_s, u"hang"_s, {}});
        if (!started)
            qFatal("%s", qPrintable(describe(started.error())));
        const auto isOver = [&] {
            const auto now = entry(coordinator, started->id);
            return now && agent::isWhole(now->state);
        };
        if (!QTest::qWaitFor(isOver, Patience))
            qFatal("the dump %s has no end", qPrintable(started->id));
        return *show(coordinator, started->id);
    }
    /// Whether a member has a copy among the others' files.
    [[nodiscard]] bool hasCopy(int number, const QString &digest)
    {
        return QFile::exists(m_system->agent(number).agent().composite().replication().systemFolder()
                             + u"/files/"_s + digest);
    }
    [[nodiscard]] int copies(const QString &digest, const QList<int> &members)
    {
        return int(std::ranges::count_if(members, [&](int i) { return hasCopy(i, digest); }));
    }
    /// Changes a byte in a member's note on the disk of the dump's node.
    void damage(int number, const QString &id, const QString &note)
    {
        const auto manifest = show(number, id)->manifest;
        const auto member = std::ranges::find_if(
            manifest->members, [&](const DumpMember &one) { return one.name.endsWith(note); });
        QVERIFY(member != manifest->members.cend());
        QFile file(folder(number, id) + u'/' + member->name);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(150'000) && file.write("XYZ") == 3);
    }
    [[nodiscard]] Result<OffloadRecord> offload(int number, const QString &id, const QString &to)
    {
        const Endpoint endpoint = m_system->agent(number).endpoint();
        DirectNodes nodes(m_system->greet(number), u"%1:%2"_s.arg(endpoint.host).arg(endpoint.port));
        BytePace pace;
        console::Offload offload(nodes, m_system->admin(), {m_system->id(number), u"drawer"_s, id, to}, pace,
                                 {u"desk"_s, {}, 10ms, 100ms});
        return QCoro::waitFor(offload.run());
    }
    [[nodiscard]] bool isSound(int number, const QString &id)
    {
        auto stream = DumpStream::open(folder(number, id));
        return stream && checkMembers(*stream, {});
    }

private Q_SLOTS:
    void cleanup() { m_system.reset(); }

    void aDumpHasACopyOnAFurtherMember()
    {
        found(3);
        const DumpDetails dump = make();
        QTRY_COMPARE_WITH_TIMEOUT(copies(dump.entry.digest, {2, 3}), 1, Patience);
        QVERIFY(!hasCopy(1, dump.entry.digest));
        const int keeper = hasCopy(2, dump.entry.digest) ? 2 : 3;
        QTRY_COMPARE_WITH_TIMEOUT(show(1, dump.entry.id)->copies, QStringList(u"drawer-%1"_s.arg(keeper)),
                                  Patience);
        QCOMPARE(show(1, dump.entry.id)->copiesMissing, QString());
        // It is no dump of the member that keeps it.
        QVERIFY(!entry(keeper, dump.entry.id));
        const auto peer = m_system->greet(keeper);
        QCOMPARE(ask<api::DumpsList>(*peer, {})->total, 1); // its piece
    }

    void whoHasNoRoomIsReplacedAndNoRoomAtAllIsSaid()
    {
        found(3, 1, 2'500'000);
        QStringList digests;
        for (int i = 0; i < 2; ++i) {
            digests.append(make().entry.digest);
            QTRY_COMPARE_WITH_TIMEOUT(copies(digests.last(), {2, 3}), 1, Patience);
        }
        change([](Membership &next) { next.settings.replicaBytes = 1000; });
        const DumpDetails third = make();
        QTRY_VERIFY_WITH_TIMEOUT(show(1, third.entry.id)->copiesMissing.contains(u"0 of 1 copies"_s)
                                     && show(1, third.entry.id)->copiesMissing.contains(u"drawer-3: "_s),
                                 Patience);
        change([](Membership &next) { next.settings.replicaBytes = 1 << 30; });
        QTRY_COMPARE_WITH_TIMEOUT(copies(third.entry.digest, {2, 3}), 1, Patience);
    }

    void theOldestCopiesMakeRoomAndComeBack()
    {
        found(2);
        const DumpDetails first = make();
        QTRY_VERIFY_WITH_TIMEOUT(hasCopy(2, first.entry.digest), Patience);
        change([&](Membership &next) { next.settings.replicaBytes = first.entry.size * 3 / 2; });
        const DumpDetails second = make();
        QTRY_VERIFY_WITH_TIMEOUT(hasCopy(2, second.entry.digest), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(!hasCopy(2, first.entry.digest), Patience);
        const auto isSaid = [&](int number) {
            const auto record =
                m_system->agent(number).agent().composite().replication().get<agent::DumpRecord>(
                    agent::DumpRecords::Kind, first.entry.id);
            return record && record->copiesGivenUp.contains(second.entry.id);
        };
        QTRY_VERIFY_WITH_TIMEOUT(isSaid(1) && isSaid(2), Patience);
        QVERIFY(show(1, first.entry.id)->copiesMissing.contains(second.entry.id));
        QTRY_COMPARE_WITH_TIMEOUT(show(1, second.entry.id)->copiesMissing, QString(), Patience);
        const auto peer = m_system->greet(1);
        QVERIFY(ask<api::DumpsDelete>(*peer, {{second.entry.id}}));
        QTRY_VERIFY_WITH_TIMEOUT(hasCopy(2, first.entry.digest), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(show(1, first.entry.id)->copiesMissing, QString(), Patience);
    }

    void anotherCoordinatorHasTheDumpWholeWithWhatOnlyTheLostOneHad()
    {
        found(3, 2);
        const DumpDetails dump = make();
        const QString id = dump.entry.id;
        QTRY_COMPARE_WITH_TIMEOUT(copies(dump.entry.digest, {2, 3}), 2, Patience);
        m_system->agent(1).stop();
        letCoordinate(3);
        const auto isThere = [&] { return entry(3, id) && agent::isWhole(entry(3, id)->state); };
        QTRY_VERIFY_WITH_TIMEOUT(isThere(), Patience);
        const auto there = show(3, id);
        QVERIFY(there && there->manifest);
        QCOMPARE(there->entry.state, DumpState::Complete);
        QCOMPARE(there->entry.digest, dump.entry.digest);
        QCOMPARE(there->entry.at, dump.entry.at);
        QCOMPARE(*there->manifest, *dump.manifest); // the lost one's own piece is in it
        QVERIFY(isSound(3, id));
        // The copy became the dump, and the other member's is still one.
        QTRY_VERIFY_WITH_TIMEOUT(!hasCopy(3, dump.entry.digest), Patience);
        QTRY_COMPARE_WITH_TIMEOUT(show(3, id)->copies, QStringList(u"drawer-2"_s), Patience);
        // The old one is back: what it has counts as a copy.
        m_system->agent(1).start();
        QTRY_COMPARE_WITH_TIMEOUT(show(3, id)->copies, (QStringList{u"drawer-1"_s, u"drawer-2"_s}), Patience);
        QVERIFY(!hasCopy(1, dump.entry.digest));
    }

    void aCoordinatorWithoutACopyFetchesOne()
    {
        found(3);
        const DumpDetails dump = make();
        QTRY_COMPARE_WITH_TIMEOUT(files(3).holders(dump.entry.digest).size(), 2, Patience);
        QTRY_COMPARE_WITH_TIMEOUT(files(2).holders(dump.entry.digest).size(), 2, Patience);
        const int other = hasCopy(2, dump.entry.digest) ? 3 : 2;
        m_system->agent(1).stop();
        letCoordinate(other);
        const auto isThere = [&] {
            return entry(other, dump.entry.id) && entry(other, dump.entry.id)->digest == dump.entry.digest;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isThere(), Patience);
        QVERIFY(isSound(other, dump.entry.id));
    }

    void aDeletionReachesCopiesOfMembersThatWereAway()
    {
        found(3, 2);
        const DumpDetails dump = make();
        QTRY_COMPARE_WITH_TIMEOUT(copies(dump.entry.digest, {2, 3}), 2, Patience);
        m_system->agent(3).stop();
        const auto peer = m_system->greet(1);
        QCOMPARE(ask<api::DumpsDelete>(*peer, {{dump.entry.id}})->dumps.first().error, QString());
        QTRY_VERIFY_WITH_TIMEOUT(!hasCopy(2, dump.entry.digest), Patience);
        m_system->agent(3).start();
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(1), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(!hasCopy(3, dump.entry.digest), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(!files(1).file(dump.entry.digest), Patience);
    }

    void aCompletedDumpHasACopyOfWhatItIsNow()
    {
        found(3);
        m_system->agent(3).stop();
        QTRY_VERIFY_WITH_TIMEOUT(!m_system->agent(1).agent().composite().links().link(m_system->id(3)),
                                 Patience);
        const DumpDetails before = make();
        QCOMPARE(before.entry.state, DumpState::Partial);
        QTRY_VERIFY_WITH_TIMEOUT(hasCopy(2, before.entry.digest), Patience);
        m_system->agent(3).start();
        const auto isComplete = [&] { return entry(1, before.entry.id)->state == DumpState::Complete; };
        QTRY_VERIFY_WITH_TIMEOUT(isComplete(), Patience);
        const QString digest = entry(1, before.entry.id)->digest;
        QVERIFY(digest != before.entry.digest);
        QTRY_COMPARE_WITH_TIMEOUT(copies(digest, {2, 3}), 1, Patience);
        QTRY_VERIFY_WITH_TIMEOUT(!hasCopy(2, before.entry.digest), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(!files(1).file(before.entry.digest), Patience);
    }

    /// From the member's piece, from a copy, and from a copy when the manifest itself is damaged.
    void aDamagedDumpIsMendedWhileItIsFetched_data()
    {
        QTest::addColumn<QString>("damaged");
        QTest::addColumn<int>("replicas");
        QTest::addColumn<bool>("hasPieces");
        QTest::newRow("a piece of another member") << u"note-2"_s << 0 << true;
        QTest::newRow("its own piece") << u"note-1"_s << 0 << true;
        QTest::newRow("a copy") << u"note-1"_s << 1 << false;
        QTest::newRow("a copy, for a file that is too short") << u"truncated"_s << 1 << false;
        QTest::newRow("a copy, for the manifest") << u"manifest"_s << 1 << false;
    }
    void aDamagedDumpIsMendedWhileItIsFetched()
    {
        QFETCH(QString, damaged);
        QFETCH(int, replicas);
        QFETCH(bool, hasPieces);
        found(2, replicas);
        const DumpDetails dump = make();
        const QString id = dump.entry.id;
        QTRY_COMPARE_WITH_TIMEOUT(copies(dump.entry.digest, {2}), replicas, Patience);
        QTRY_COMPARE_WITH_TIMEOUT(files(1).holders(dump.entry.digest).size(), 1 + replicas, Patience);
        for (int i = 1; i <= 2 && !hasPieces; ++i) {
            const auto peer = m_system->greet(i);
            QVERIFY(ask<api::DumpsDelete>(*peer, {{dump.manifest->pieces[i - 1].id}}));
        }
        if (damaged == u"manifest"_s) {
            QFile manifest(folder(1, id) + u"/manifest.json"_s);
            QVERIFY(manifest.open(QIODevice::ReadWrite));
            const QByteArray changed = manifest.readAll().replace("\"hang\"", "\"hung\"");
            QVERIFY(manifest.seek(0) && manifest.write(changed) == changed.size());
        } else if (damaged == u"truncated"_s) {
            damage(1, id, u"note-2"_s);
            const auto note = QDir(folder(1, id)).entryList({u"2-*"_s}, QDir::Dirs).value(0);
            QFile file(folder(1, id) + u'/' + note + u"/note-2"_s);
            const auto found = std::ranges::find_if(
                dump.manifest->members, [](const DumpMember &one) { return one.name.endsWith(u"note-2"_s); });
            QVERIFY(QFile::resize(folder(1, id) + u'/' + found->name, 1000));
        } else {
            damage(1, id, damaged);
        }
        QTemporaryDir to;
        const auto record = offload(1, id, to.path());
        QVERIFY2(record, record ? "" : qPrintable(describe(record.error())));
        QCOMPARE(record->digest, dump.entry.digest);
        QVERIFY(isSound(1, id));
        QCOMPARE(QDir(m_system->agent(1).config().inState(u"dumps"_s))
                     .entryList({u".making*"_s}, QDir::Dirs | QDir::Hidden),
                 QStringList());
        // Copies go on to be made of it.
        QTRY_VERIFY_WITH_TIMEOUT(!hasCopy(1, dump.entry.digest), Patience);
        QCOMPARE(show(1, id)->copies.size(), replicas);
    }

    void whatNobodyHasSoundIsNamed()
    {
        found(2, 0);
        const DumpDetails dump = make();
        const auto peer = m_system->greet(1);
        QVERIFY(ask<api::DumpsDelete>(*peer, {{dump.manifest->pieces[0].id}}));
        damage(1, dump.entry.id, u"note-1"_s);
        damage(1, dump.entry.id, u"note-2"_s);
        QTemporaryDir to;
        const auto record = offload(1, dump.entry.id, to.path());
        QVERIFY(!record);
        QCOMPARE(record.error().code, ErrorCode::Io);
        QVERIFY2(record.error().text.contains(u"block 0"_s) && record.error().text.contains(u"note-1"_s),
                 qPrintable(record.error().text));
        // What can be mended is.
        QVERIFY2(!record.error().text.section(u"no member has"_s, 1).contains(u"note-2"_s),
                 qPrintable(record.error().text));
        QCOMPARE(QDir(to.path()).entryList({u"*.zst"_s}, QDir::Files), QStringList());
        QVERIFY(
            !m_system->agent(1).agent().dumpHolds().holders(dump.entry.id).contains(u"the node itself"_s));
    }
};

QTEST_GUILESS_MAIN(TestDumpCopies)
#include "tst_dumpcopies.moc"
