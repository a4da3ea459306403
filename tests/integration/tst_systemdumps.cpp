// SPDX-License-Identifier: Apache-2.0
#include "shared/api/dumps.h"
#include "shared/store/atomicfile.h"

#include "agent/dumps/dumpservice.h"
#include "agent/systemdumps/dumprecords.h"
#include "tests/support/testsystem.h"

#include <QCoroTest>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTest>

using namespace muster;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Dumps of a whole system, of real agents over real connections.
class TestSystemDumps : public QObject
{
    Q_OBJECT

    static constexpr auto Patience = 20s;
    static constexpr auto Kind = R"({"type": "frame", "title": "Frame dump", "scope": "System",
        "collectors": ["facts"], "files": ["%1/note-*"], "deadlineSeconds": 20})";

    std::unique_ptr<TestSystem> m_system;
    int m_replicas = 1;

    [[nodiscard]] QString noteFile(int number) const
    {
        return m_system->agent(number).config().inState(u"note-%1"_s.arg(number));
    }
    void writeKind(int number) const
    {
        const auto &config = m_system->agent(number).config();
        QDir().mkpath(config.dumps.kindsFolder);
        QVERIFY(replaceFile(config.dumps.kindsFolder + u"/frame.json"_s,
                            QString::fromLatin1(Kind).arg(config.stateFolder).toUtf8()));
        QVERIFY(replaceFile(noteFile(number), "note of " + QByteArray::number(number)));
    }
    /// @param replicas members that keep a copy of its files
    void found(int nodes, int replicas = 1)
    {
        m_replicas = replicas;
        m_system = std::make_unique<TestSystem>(nodes);
        for (int i = 1; i <= nodes; ++i) {
            writeKind(i);
            m_system->agent(i).restart();
        }
        m_system->setAll(founding());
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(1), Patience);
    }
    [[nodiscard]] Membership founding() const
    {
        Membership membership = m_system->founding();
        membership.settings.replicas = m_replicas;
        return membership;
    }
    /// Of three members, the first of which is lost.
    void letCoordinate(int number)
    {
        Membership next = TestSystem::next(founding());
        next.coordinator = m_system->id(number);
        for (const int i : {2, 3})
            QVERIFY(m_system->set(i, next));
    }
    [[nodiscard]] bool isKnownTo(int number, const QString &id)
    {
        const auto &replication = m_system->agent(number).agent().composite().replication();
        return replication.document(agent::DumpRecords::Kind, id).has_value();
    }
    [[nodiscard]] Result<DumpStarted> create(int number, const QString &type = u"frame"_s)
    {
        const auto peer = m_system->greet(number);
        return ask<api::DumpsCreate>(*peer, {type, u"hang"_s, {}});
    }
    [[nodiscard]] Result<DumpDetails> show(int number, const QString &id)
    {
        const auto peer = m_system->greet(number);
        return ask<api::DumpsShow>(*peer, {id});
    }
    /// Of the system's dump, on the coordinator, once it has an end.
    [[nodiscard]] DumpDetails finished(const QString &id, int coordinator = 1)
    {
        DumpDetails details;
        const auto isOver = [&] {
            const auto shown = show(coordinator, id);
            if (shown)
                details = *shown;
            return shown && (shown->manifest || shown->entry.state == DumpState::Failed);
        };
        if (!QTest::qWaitFor(isOver, Patience))
            qFatal("the dump %s has no end", qPrintable(id));
        return details;
    }
    [[nodiscard]] QByteArray member(const QString &id, const QString &name) const
    {
        QFile file(m_system->agent(1).config().inState(u"dumps/%1/%2"_s.arg(id, name)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void cleanup() { m_system.reset(); }

    void allMembersPiecesBecomeOneDump()
    {
        found(3);
        const auto started = create(1);
        QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
        const DumpDetails dump = finished(started->id);
        QCOMPARE(dump.entry.state, DumpState::Complete);
        QCOMPARE(dump.entry.scope, DumpScope::System);
        QCOMPARE(dump.entry.system, u"frame-1"_s);
        QVERIFY(dump.manifest);
        QCOMPARE(dump.manifest->pieces.size(), 3);
        for (int i = 1; i <= 3; ++i) {
            const DumpPiece &piece = dump.manifest->pieces[i - 1];
            QCOMPARE(piece.instance, i);
            QCOMPARE(piece.nodeId, m_system->id(i));
            QCOMPARE(piece.state, DumpState::Complete);
            QCOMPARE(piece.missing, QString());
            const QString note = u"%1-drawer-%1/note-%1"_s.arg(i);
            const auto &members = dump.manifest->members;
            const auto found = std::ranges::find_if(members, [&](const DumpMember &one) {
                return one.name.startsWith(u"%1-drawer-%1/"_s.arg(i))
                       && one.name.endsWith(u"note-%1"_s.arg(i));
            });
            QVERIFY(found != members.cend());
            const QByteArray bytes = member(started->id, found->name);
            QCOMPARE(bytes, "note of " + QByteArray::number(i));
            QCOMPARE(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex(),
                     found->sha256.toLatin1());
            // The piece stays on its member as a dump of its own.
            const auto own = show(i, piece.id);
            QVERIFY(own);
            QCOMPARE(own->entry.pieceOf, started->id);
        }
    }

    void anyMemberLeadsToTheCoordinator()
    {
        found(2);
        const auto started = create(2);
        QVERIFY2(started, started ? "" : qPrintable(describe(started.error())));
        QCOMPARE(started->nodeId, m_system->id(1));
        const DumpDetails dump = finished(started->id);
        QCOMPARE(dump.entry.state, DumpState::Complete);
        QCOMPARE(dump.entry.requestedBy, u"admin via drawer-2"_s);
    }

    void whoIsAwayIsNamedAndTheRestIsKept()
    {
        found(3);
        m_system->agent(3).stop();
        QTRY_VERIFY_WITH_TIMEOUT(!m_system->agent(1).agent().composite().links().link(m_system->id(3)),
                                 Patience);
        const auto started = create(1);
        QVERIFY(started);
        const DumpDetails dump = finished(started->id);
        QCOMPARE(dump.entry.state, DumpState::Partial);
        QVERIFY2(dump.entry.why.contains(u"3-drawer-3/piece"_s), qPrintable(dump.entry.why));
        QCOMPARE(dump.manifest->pieces[1].state, DumpState::Complete);
        QCOMPARE(dump.manifest->pieces[2].state, DumpState::Failed);
        QVERIFY(dump.manifest->pieces[2].missing.contains(u"not connected"_s));
    }

    void whoCannotMakeItIsNamed()
    {
        found(2);
        QVERIFY(QFile::remove(m_system->agent(2).config().dumps.kindsFolder + u"/frame.json"_s));
        m_system->agent(2).restart();
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(1), Patience);
        const auto started = create(1);
        QVERIFY(started);
        const DumpDetails dump = finished(started->id);
        QCOMPARE(dump.entry.state, DumpState::Partial);
        QVERIFY2(dump.manifest->pieces[1].missing.contains(u"no kind of dump \"frame\""_s),
                 qPrintable(dump.manifest->pieces[1].missing));
    }

    void bytesThatAreOthersThanSaidAreNotTaken()
    {
        found(3, 0);
        const auto started = create(1);
        QVERIFY(started);
        const DumpDetails dump = finished(started->id);
        QCOMPARE(dump.entry.state, DumpState::Complete);
        QTRY_VERIFY_WITH_TIMEOUT(isKnownTo(3, started->id), Patience);
        // The second's piece is damaged on its disk before the third makes the dump again out of the pieces.
        m_system->agent(1).stop();
        const DumpPiece piece = dump.manifest->pieces[1];
        const auto own = show(2, piece.id);
        const auto note = std::ranges::find_if(
            own->manifest->members, [](const DumpMember &one) { return one.name.endsWith(u"note-2"_s); });
        const QDir folder(m_system->agent(2).agent().dumps().catalogue().folder(piece.id));
        QVERIFY(replaceFile(folder.filePath(note->name), "NOTE OF 2"));
        letCoordinate(3);
        const auto isFull = [&] {
            const DumpDetails made = finished(started->id, 3);
            return made.manifest && !made.manifest->pieces[1].id.isEmpty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(m_system->agent(3).agent().dumps().catalogue().entry(started->id), Patience);
        QTRY_VERIFY_WITH_TIMEOUT(isFull(), Patience);
        const DumpDetails damaged = finished(started->id, 3);
        QCOMPARE(damaged.entry.state, DumpState::Partial);
        QVERIFY2(damaged.manifest->pieces[1].missing.contains(u"1 of its"_s),
                 qPrintable(damaged.manifest->pieces[1].missing));
        const auto &members = damaged.manifest->members;
        const auto bad = std::ranges::find_if(
            members, [](const DumpMember &one) { return one.name.endsWith(u"note-2"_s); });
        QVERIFY2(bad->missing.contains(u"others than its node said"_s), qPrintable(bad->missing));
    }

    void whoComesBackAddsItsPiece()
    {
        found(3);
        m_system->agent(3).stop();
        QTRY_VERIFY_WITH_TIMEOUT(!m_system->agent(1).agent().composite().links().link(m_system->id(3)),
                                 Patience);
        const auto started = create(1);
        QVERIFY(started);
        const DumpDetails before = finished(started->id);
        QCOMPARE(before.entry.state, DumpState::Partial);
        m_system->agent(3).start();
        const auto isComplete = [&] {
            const auto entry = m_system->agent(1).agent().dumps().catalogue().entry(started->id);
            return entry && entry->state == DumpState::Complete;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isComplete(), Patience);
        const DumpDetails after = finished(started->id);
        QCOMPARE(after.manifest->pieces[2].state, DumpState::Complete);
        QVERIFY(after.manifest->pieces[2].at > before.entry.at);
        // What was there is as it was.
        QCOMPARE(after.manifest->pieces[1].id, before.manifest->pieces[1].id);
        QCOMPARE(after.entry.at, before.entry.at);
        QVERIFY(after.manifest->members.size() > before.manifest->members.size());
        for (const DumpMember &one : after.manifest->members)
            QCOMPARE(
                QCryptographicHash::hash(member(started->id, one.name), QCryptographicHash::Sha256).toHex(),
                one.sha256.toLatin1());
    }

    void anotherCoordinatorHasEveryDumpAlsoWithoutCopies()
    {
        found(3, 0);
        const auto started = create(1);
        QVERIFY(started);
        QCOMPARE(finished(started->id).entry.state, DumpState::Complete);
        QTRY_VERIFY_WITH_TIMEOUT(isKnownTo(3, started->id), Patience);
        m_system->agent(1).stop();
        letCoordinate(3);
        const auto isThere = [&] {
            const auto entry = m_system->agent(3).agent().dumps().catalogue().entry(started->id);
            return entry && agent::isWhole(entry->state);
        };
        QTRY_VERIFY_WITH_TIMEOUT(isThere(), Patience);
        // The pieces of who is left are all there, and who is lost is named.
        const auto isFull = [&] {
            const DumpDetails dump = finished(started->id, 3);
            return dump.manifest && dump.manifest->pieces[1].state == DumpState::Complete
                   && dump.manifest->pieces[2].state == DumpState::Complete;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isFull(), Patience);
        QCOMPARE(finished(started->id, 3).manifest->pieces[0].state, DumpState::Failed);
        QCOMPARE(finished(started->id, 3).entry.reason, u"hang"_s);
        // When it is back, its piece is added.
        m_system->agent(1).start();
        const auto isComplete = [&] { return finished(started->id, 3).entry.state == DumpState::Complete; };
        QTRY_VERIFY_WITH_TIMEOUT(isComplete(), Patience);
    }

    void aDeletionReachesMembersThatWereAway()
    {
        found(3);
        const auto started = create(1);
        QVERIFY(started);
        const DumpDetails dump = finished(started->id);
        QCOMPARE(dump.entry.state, DumpState::Complete);
        QTRY_VERIFY_WITH_TIMEOUT(isKnownTo(3, started->id), Patience);
        m_system->agent(3).stop();
        const auto peer = m_system->greet(1);
        const auto deleted = ask<api::DumpsDelete>(*peer, {{started->id}});
        QVERIFY(deleted);
        QCOMPARE(deleted->dumps.first().error, QString());
        const auto has = [&](int number) {
            return m_system->agent(number).agent().dumps().catalogue().entry(
                dump.manifest->pieces[number - 1].id);
        };
        QTRY_VERIFY_WITH_TIMEOUT(!has(1) && !has(2), Patience);
        m_system->agent(3).start();
        QTRY_VERIFY_WITH_TIMEOUT(!has(3), Patience);
        QVERIFY(!QFileInfo::exists(
            m_system->agent(3).config().inState(u"dumps/"_s + dump.manifest->pieces[2].id)));
    }

    void withoutASystemItIsRefused()
    {
        m_system = std::make_unique<TestSystem>(1);
        writeKind(1);
        m_system->agent(1).restart();
        const auto started = create(1);
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::Unsupported);
        QVERIFY(started.error().text.contains(u"this node is in none"_s));
    }

    void somebodyElseDoesNotGetPieces()
    {
        found(2);
        const auto peer = m_system->greet(2);
        const auto answer = ask<api::PieceMake>(*peer, {u"frame-x"_s, {u"frame"_s, {}, {}}, {}, {}});
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Forbidden);
    }
};

QTEST_GUILESS_MAIN(TestSystemDumps)
#include "tst_systemdumps.moc"
