// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/barrier.h"
#include "shared/wire/completion.h"

#include <QCoroTest>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {

/// Three members, and what was asked of whom in which order.
struct Trio
{
    QList<SystemMember> members{
        {1, u"A"_s, u"drawer-1"_s, {}}, {2, u"B"_s, u"drawer-2"_s, {}}, {3, u"C"_s, u"drawer-3"_s, {}}};
    QMap<QString, Error> notReady;
    QMap<QString, Error> notEntering;
    Result<void> may;
    QStringList done;
    QMap<QString, Completion<bool>> waits; ///< of those that answer only when they are told to

    [[nodiscard]] BarrierCalls calls()
    {
        return {[this](SystemMember member) -> QCoro::Task<Result<void>> {
                    done.append(u"prepare "_s + member.nodeId);
                    if (waits.contains(member.nodeId)) {
                        const Completion<bool> wait = waits.value(member.nodeId);
                        co_await wait;
                    }
                    Result<void> answer;
                    if (notReady.contains(member.nodeId))
                        answer = fail(notReady.value(member.nodeId));
                    co_return answer;
                },
                [this](SystemMember member) -> QCoro::Task<Result<void>> {
                    done.append(u"enter "_s + member.nodeId);
                    Result<void> answer;
                    if (notEntering.contains(member.nodeId))
                        answer = fail(notEntering.value(member.nodeId));
                    co_return answer;
                },
                [this](const SystemMember &member) { done.append(u"release "_s + member.nodeId); },
                [this] { return may; }};
    }
    [[nodiscard]] Result<BarrierOutcome> pass() { return QCoro::waitFor(passBarrier(members, calls())); }
};

} // namespace

/// A step that all members take together, or none.
class TestBarrier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allReadyAllEnter()
    {
        Trio trio;
        const auto passed = trio.pass();
        QVERIFY(passed);
        QVERIFY(passed->notEntered.isEmpty());
        QCOMPARE(trio.done, QStringList({u"prepare A"_s, u"prepare B"_s, u"prepare C"_s, u"enter A"_s,
                                         u"enter B"_s, u"enter C"_s}));
    }

    void nobodyEntersBeforeTheLastIsReady()
    {
        Trio trio;
        trio.waits.insert(u"A"_s, {});
        std::optional<Result<BarrierOutcome>> passed;
        QCoro::connect(passBarrier(trio.members, trio.calls()), this,
                       [&](const Result<BarrierOutcome> &outcome) { passed = outcome; });
        QCOMPARE(trio.done.size(), 3); // the others were asked all the same
        QVERIFY(!passed);
        trio.waits.value(u"A"_s).complete(true);
        QTRY_VERIFY(passed);
        QVERIFY(*passed);
        QCOMPARE(trio.done.size(), 6);
    }

    void oneThatCannotKeepsAllBack()
    {
        Trio trio;
        trio.notReady.insert(u"B"_s, {ErrorCode::Conflict, u"the host is Off"_s, {}, {}, u"start it"_s});
        trio.notReady.insert(u"C"_s, {ErrorCode::Unavailable, u"it is away"_s, {}, {}, {}});
        const auto passed = trio.pass();
        QVERIFY(!passed);
        QCOMPARE(passed.error().code, ErrorCode::Conflict);
        QCOMPARE(passed.error().text, u"nothing was disturbed, for 2 of 3 members cannot: "
                                      "drawer-2: the host is Off; drawer-3: it is away"_s);
        QCOMPARE(passed.error().remedy, u"start it"_s);
        QVERIFY(trio.done.filter(u"enter"_s).isEmpty());
        QCOMPARE(trio.done.filter(u"release"_s).size(), 3);
    }

    void whoMayNotAnyMoreKeepsAllBack()
    {
        Trio trio;
        trio.may = fail(ErrorCode::Unavailable, u"it coordinates no more"_s);
        const auto passed = trio.pass();
        QCOMPARE(passed.error().text, u"it coordinates no more"_s);
        QVERIFY(trio.done.filter(u"enter"_s).isEmpty());
        QCOMPARE(trio.done.filter(u"release"_s).size(), 3);
    }

    void whoFailsAfterItIsNamed()
    {
        Trio trio;
        trio.notEntering.insert(u"C"_s, {ErrorCode::Io, u"it broke"_s, {}, {}, {}});
        const auto passed = trio.pass();
        QVERIFY(passed);
        QCOMPARE(passed->notEntered.keys(), QStringList{u"C"_s});
        QVERIFY(trio.done.filter(u"release"_s).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestBarrier)
#include "tst_barrier.moc"
