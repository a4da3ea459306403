// SPDX-License-Identifier: Apache-2.0
#include "console/link/linkpool.h"
#include "console/systems/systemchange.h"
#include "tests/support/fakedialer.h"
#include "tests/support/knownsystem.h"
#include "tests/support/linkedactions.h"

#include "shared/model/codec.h"

#include <QCoroTask>
#include <QTest>

#include <map>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;

namespace {

LinkSettings quickLinks()
{
    LinkSettings settings;
    settings.ownName = u"test"_s;
    settings.firstRetry = std::chrono::milliseconds(10);
    return settings;
}

/// A console with nodes that are doubles, which are to become a system.
struct Rack
{
    explicit Rack(const QStringList &ids)
    {
        auto made = std::make_unique<test::FakeDialer>();
        for (const QString &id : ids) {
            auto node = std::make_unique<test::FakeNode>(id, u"drawer-"_s + id.toLower());
            node->hello.role = Role::Admin;
            node->joinSystem({});
            made->nodes.insert(id, node.get());
            nodes.emplace(id, std::move(node));
        }
        dialer = made.get();
        pool = std::make_unique<LinkPool>(fleet, std::move(made), quickLinks());
        for (const QString &id : ids) {
            FleetNode node;
            node.nodeId = node.name = node.address = id;
            fleet.addNode(node);
        }
        actions = std::make_unique<test::LinkedActions>(fleet, *pool);
    }

    void connectNow()
    {
        pool->connectAll();
        QTRY_VERIFY(std::ranges::none_of(fleet.nodes(), &FleetNode::isStale));
    }
    void lose(const QString &id)
    {
        dialer->nodes.remove(id);
        nodes.at(id)->hangUp();
        QTRY_VERIFY(fleet.node(id)->isStale());
    }
    [[nodiscard]] SystemDraft draft(const QString &system, const MembershipWish &wish)
    {
        return QCoro::waitFor(checkDraft(*actions, draftSystem(fleet, *actions, system, wish).value()));
    }
    [[nodiscard]] QList<MemberResult> apply(const SystemDraft &draft)
    {
        const auto results = QCoro::waitFor(applyDraft(*actions, draft));
        fleet.flush();
        return results;
    }
    /// A, B and C are the system "frame" from now on, which A coordinates.
    void found()
    {
        MembershipWish wish;
        wish.name = u"frame"_s;
        for (const auto &[id, node] : nodes)
            wish.added.append(newMember(*fleet.node(id)));
        for (const MemberResult &result : apply(draft({}, wish)))
            QVERIFY(result.answer);
        QTRY_VERIFY(std::ranges::all_of(fleet.nodes(),
                                        [](const FleetNode &one) { return one.membership != nullptr; }));
    }
    [[nodiscard]] std::optional<Membership> hasOn(const QString &id) const
    {
        const auto &text = nodes.at(id)->system->membership;
        return text ? std::optional(fromJson<Membership>(text->document.toUtf8()).value()) : std::nullopt;
    }

    std::map<QString, std::unique_ptr<test::FakeNode>> nodes;
    Fleet fleet;
    test::FakeDialer *dialer = nullptr;
    std::unique_ptr<LinkPool> pool;
    std::unique_ptr<test::LinkedActions> actions;
};

const Objection *objectionOf(const SystemDraft &draft, const QString &id)
{
    const auto change = std::ranges::find(draft.changes, id, &MemberChange::nodeId);
    return change != draft.changes.end() && change->objection ? &*change->objection : nullptr;
}

} // namespace

class TestSystemChange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void foundsASystemOnItsMembers()
    {
        Rack rack({u"A"_s, u"B"_s, u"C"_s});
        rack.connectNow();
        rack.found();
        for (const auto &[id, node] : rack.nodes) {
            QCOMPARE(rack.hasOn(id)->name, u"frame"_s);
            QCOMPARE(node->calls.value("system.check"), 1);
            QCOMPARE(node->calls.value("system.set"), 1);
        }
        QCOMPARE(rack.hasOn(u"B"_s)->coordinator, u"A"_s);
        QCOMPARE(rack.actions->kept.size(), 1);
    }

    void saysWhatSpeaksAgainstAMember()
    {
        Rack rack({u"A"_s, u"B"_s, u"C"_s, u"D"_s});
        rack.nodes.at(u"B"_s)->hello.role = Role::Operator;
        rack.nodes.at(u"C"_s)->systemRefusal =
            Error{ErrorCode::Conflict, u"it is in the system \"rack\""_s, {}, {}, {}};
        rack.connectNow();
        rack.lose(u"D"_s);
        MembershipWish wish;
        wish.name = u"frame"_s;
        for (const auto &[id, node] : rack.nodes)
            wish.added.append(newMember(*rack.fleet.node(id)));
        const SystemDraft draft = rack.draft({}, wish);
        QVERIFY(draft.isBlocked());
        QVERIFY(!objectionOf(draft, u"A"_s));
        QCOMPARE(objectionOf(draft, u"B"_s)->why.code, ErrorCode::Forbidden);
        QVERIFY(objectionOf(draft, u"C"_s)->why.text.contains(u"rack"_s));
        QCOMPARE(objectionOf(draft, u"D"_s)->why.code, ErrorCode::Unavailable);
        QVERIFY(objectionOf(draft, u"D"_s)->blocks);
    }

    void aMemberThatIsAwayTakesItOverLater()
    {
        Rack rack({u"A"_s, u"B"_s, u"C"_s});
        rack.connectNow();
        rack.found();
        rack.lose(u"C"_s);
        MembershipWish wish;
        wish.name = u"rack"_s;
        const SystemDraft draft = rack.draft(u"frame"_s, wish);
        QVERIFY(!draft.isBlocked());
        QVERIFY(!objectionOf(draft, u"C"_s)->blocks);
        const auto results = rack.apply(draft);
        QCOMPARE(results.size(), 3);
        QVERIFY(results.at(0).answer && results.at(1).answer);
        QVERIFY(takesOverLater(draft, results.at(2)));
        QCOMPARE(rack.hasOn(u"B"_s)->generation, 2);
        QTRY_COMPARE(rack.fleet.systems().value(u"rack"_s).behind, QStringList(u"C"_s));
    }

    void whoMayActNowIsToldFirstAndStopsTheRest()
    {
        Rack rack({u"A"_s, u"B"_s, u"C"_s});
        rack.connectNow();
        rack.found();
        MembershipWish wish;
        wish.coordinator = u"B"_s;
        const SystemDraft draft = rack.draft(u"frame"_s, wish);
        QCOMPARE(draft.first, QStringList(u"A"_s));
        QVERIFY(!draft.next.fence);
        rack.nodes.at(u"A"_s)->systemRefusal = Error{ErrorCode::Io, u"the disk is full"_s, {}, {}, {}};
        const auto results = rack.apply(draft);
        QCOMPARE(results.at(0).answer.error().code, ErrorCode::Io);
        QCOMPARE(results.at(1).answer.error().code, ErrorCode::Cancelled);
        QCOMPARE(rack.hasOn(u"B"_s)->generation, 1);

        // Only those that failed are told when it is tried again.
        rack.nodes.at(u"A"_s)->systemRefusal.reset();
        rack.nodes.at(u"C"_s)->systemRefusal = Error{ErrorCode::Busy, u"busy"_s, {}, {}, {}};
        const auto again = rack.apply(failedOf(draft, results));
        QVERIFY(again.at(0).answer && again.at(1).answer && !again.at(2).answer);
        const int asked = rack.nodes.at(u"B"_s)->calls.value("system.set");
        rack.nodes.at(u"C"_s)->systemRefusal.reset();
        const auto last = rack.apply(failedOf(failedOf(draft, results), again));
        QCOMPARE(last.size(), 1);
        QVERIFY(last.first().answer);
        QCOMPARE(rack.nodes.at(u"B"_s)->calls.value("system.set"), asked);
        QCOMPARE(rack.hasOn(u"C"_s)->coordinator, u"B"_s);
    }

    void aLostCoordinatorIsReplacedBehindAFence()
    {
        Rack rack({u"A"_s, u"B"_s, u"C"_s});
        rack.connectNow();
        rack.found();
        rack.lose(u"A"_s);
        MembershipWish wish;
        wish.coordinator = u"B"_s;
        const SystemDraft draft = rack.draft(u"frame"_s, wish);
        QVERIFY(!draft.isBlocked());
        QVERIFY(draft.first.isEmpty());
        (void)rack.apply(draft);
        QCOMPARE(rack.hasOn(u"C"_s)->fence->coordinator, u"A"_s);
    }

    void dissolvingTellsAllAndForgets()
    {
        Rack rack({u"A"_s, u"B"_s, u"C"_s});
        rack.connectNow();
        rack.found();
        MembershipWish wish;
        wish.isDissolved = true;
        const auto results = rack.apply(rack.draft(u"frame"_s, wish));
        QVERIFY(std::ranges::all_of(results, [](const MemberResult &one) { return one.answer.has_value(); }));
        QVERIFY(!rack.hasOn(u"A"_s) && !rack.hasOn(u"C"_s));
        QVERIFY(rack.fleet.systems().isEmpty());
    }

    void aMembershipIsToldAgainToThoseWithoutIt()
    {
        Rack rack({u"A"_s, u"B"_s, u"C"_s});
        rack.connectNow();
        rack.found();
        QVERIFY(!draftRepeat(rack.fleet, u"frame"_s));
        rack.nodes.at(u"B"_s)->system->membership.reset();
        rack.nodes.at(u"B"_s)->happen(events::SystemChanged, toJson(SystemView()), Topic::System);
        QTRY_COMPARE(rack.fleet.systems().value(u"frame"_s).denying, QStringList(u"B"_s));
        const auto draft = draftRepeat(rack.fleet, u"frame"_s);
        QVERIFY(draft);
        QCOMPARE(draft->changes.size(), 1);
        QVERIFY(rack.apply(*draft).first().answer);
        QCOMPARE(rack.hasOn(u"B"_s)->name, u"frame"_s);
    }

    void followsWhatNodesTellOfTheirSystem()
    {
        Rack rack({u"A"_s, u"B"_s, u"C"_s});
        rack.connectNow();
        rack.found();
        const auto tell = [&](const QString &id, const QString &kind, const QByteArray &data) {
            rack.nodes.at(id)->happen(kind, data, Topic::System);
        };
        const auto frame = [&] { return rack.fleet.systems().value(u"frame"_s); };
        tell(u"A"_s, events::CoordinatorChanged, toJson(test::acts(u"A"_s)));
        QTRY_COMPARE(frame().lead.standing, SystemLead::Standing::Acts);
        MemberView view;
        view.nodeId = u"B"_s;
        view.presence = MemberPresence::Connected;
        view.clockOffset = 3;
        tell(u"A"_s, events::MemberChanged, toJson(view));
        QTRY_COMPARE(frame().views.value(u"B"_s).clockOffset, 3);
        tell(u"A"_s, events::CoordinatorChanged, toJson(test::noneActs(u"alone"_s)));
        QTRY_COMPARE(frame().lead.standing, SystemLead::Standing::None);
        QCOMPARE(frame().lead.why, u"alone"_s);
    }
};

QTEST_GUILESS_MAIN(TestSystemChange)
#include "tst_systemchange.moc"
