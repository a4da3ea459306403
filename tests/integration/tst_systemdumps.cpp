// SPDX-License-Identifier: Apache-2.0
#include "shared/api/dumps.h"
#include "shared/store/atomicfile.h"

#include "agent/dumps/dumpservice.h"
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
    void found(int nodes)
    {
        m_system = std::make_unique<TestSystem>(nodes);
        for (int i = 1; i <= nodes; ++i) {
            writeKind(i);
            m_system->agent(i).restart();
        }
        m_system->setAll(m_system->founding());
        QTRY_VERIFY_WITH_TIMEOUT(m_system->isWhole(1), Patience);
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
        const auto isOver = [&] {
            const auto entry = m_system->agent(coordinator).agent().dumps().catalogue().entry(id);
            return entry && agent::isEnd(entry->state);
        };
        if (!QTest::qWaitFor(isOver, Patience))
            qWarning("the dump has no end");
        const auto details = show(coordinator, id);
        return details ? *details : DumpDetails();
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
        found(2);
        const auto first = create(1);
        QVERIFY(first);
        const DumpDetails dump = finished(first->id);
        QCOMPARE(dump.entry.state, DumpState::Complete);
        // The piece of the second is damaged on its disk; then it is asked for anew, by the same name.
        const DumpPiece piece = dump.manifest->pieces[1];
        const auto &catalogue = m_system->agent(2).agent().dumps().catalogue();
        const QDir folder(catalogue.folder(piece.id));
        const auto own = show(2, piece.id);
        const auto note = std::ranges::find_if(
            own->manifest->members, [](const DumpMember &one) { return one.name.endsWith(u"note-2"_s); });
        QVERIFY(replaceFile(folder.filePath(note->name), "NOTE OF 2"));
        QVERIFY(QCoro::waitFor(m_system->agent(1).agent().dumps().remove({first->id})));
        const auto second = m_system->agent(1).agent().systemDumps().recover(dump.entry);
        QVERIFY2(second, second ? "" : qPrintable(describe(second.error())));
        QCOMPARE(second->id, first->id);
        const DumpDetails damaged = finished(second->id);
        QCOMPARE(damaged.entry.state, DumpState::Partial);
        QVERIFY2(damaged.manifest->pieces[1].missing.contains(u"1 of its"_s),
                 qPrintable(damaged.manifest->pieces[1].missing));
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
