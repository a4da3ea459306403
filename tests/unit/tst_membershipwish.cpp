// SPDX-License-Identifier: Apache-2.0
#include "console/systems/membershipwish.h"

#include <QTest>

#include <functional>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;

namespace {

Membership frame()
{
    Membership terms;
    terms.id = u"one"_s;
    terms.name = u"frame"_s;
    terms.generation = 7;
    terms.members = {{1, u"A"_s, u"drawer-a"_s, u"192.0.2.1"_s},
                     {2, u"B"_s, u"drawer-b"_s, u"192.0.2.2"_s},
                     {4, u"C"_s, u"drawer-c"_s, u"192.0.2.3"_s}};
    terms.coordinator = u"A"_s;
    terms.changedBy = u"DESK"_s;
    return terms;
}

MembershipGround from(const Membership &before, const QSet<QString> &answering = {u"A"_s, u"B"_s, u"C"_s})
{
    return {&before, before.coordinator, answering};
}

} // namespace

class TestMembershipWish : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesANewSystem()
    {
        MembershipWish wish;
        wish.name = u"frame"_s;
        wish.added = {{u"A"_s, u"drawer-a"_s, u"192.0.2.1"_s}, {u"B"_s, {}, {}, 1}, {u"C"_s, {}, {}}};
        const auto made = nextMembership({}, wish);
        QVERIFY(made);
        QCOMPARE(made->generation, 1);
        QVERIFY(!made->id.isEmpty());
        QCOMPARE(made->memberIds(), QStringList({u"B"_s, u"A"_s, u"C"_s}));
        QCOMPARE(made->member(u"A")->instance, 2);
        QCOMPARE(made->member(u"A")->address, u"192.0.2.1"_s);
        QCOMPARE(made->coordinator, u"B"_s);
        QVERIFY(!made->fence);
    }

    void changesWhatIsWished_data()
    {
        using Wish = std::function<void(MembershipWish &)>;
        using Expect = std::function<bool(const Membership &)>;
        QTest::addColumn<Wish>("wished");
        QTest::addColumn<Expect>("expect");
        const auto row = [](const char *name, const Wish &wished, const Expect &expect) {
            QTest::newRow(name) << wished << expect;
        };
        row(
            "another name", [](MembershipWish &w) { w.name = u"rack"_s; },
            [](const Membership &m) { return m.name == "rack"_L1 && m.id == "one"_L1; });
        row(
            "a member more has the first free number",
            [](MembershipWish &w) { w.added.append({u"D"_s, {}, {}}); },
            [](const Membership &m) { return m.member(u"D")->instance == 3; });
        row(
            "a member less keeps the others' numbers", [](MembershipWish &w) { w.removed.append(u"B"_s); },
            [](const Membership &m) { return !m.member(u"B") && m.member(u"C")->instance == 4; });
        row(
            "one in place of another",
            [](MembershipWish &w) { w.replaced.insert(u"A"_s, {u"Z"_s, u"new"_s, {}}); },
            [](const Membership &m) { return m.member(u"Z")->instance == 1 && m.coordinator == "Z"_L1; });
        row(
            "numbers are swapped", [](MembershipWish &w) { w.numbers = {{u"A"_s, 2}, {u"B"_s, 1}}; },
            [](const Membership &m) { return m.memberIds().first() == "B"_L1; });
        row(
            "another coordinator", [](MembershipWish &w) { w.coordinator = u"C"_s; },
            [](const Membership &m) { return m.coordinator == "C"_L1 && !m.fence; });
        row(
            "settings",
            [](MembershipWish &w) {
                w.settings = SystemSettings();
                w.settings->leaseSeconds = 30;
            },
            [](const Membership &m) { return m.settings.leaseSeconds == 30; });
        row(
            "the end", [](MembershipWish &w) { w.isDissolved = true; },
            [](const Membership &m) { return m.isDissolved; });
    }

    void changesWhatIsWished()
    {
        using Wish = std::function<void(MembershipWish &)>;
        using Expect = std::function<bool(const Membership &)>;
        QFETCH(Wish, wished);
        QFETCH(Expect, expect);
        const Membership before = frame();
        MembershipWish wish;
        wished(wish);
        const auto made = nextMembership(from(before), wish);
        QVERIFY2(made, made ? "" : qPrintable(describe(made.error())));
        QCOMPARE(made->generation, 8);
        QVERIFY(expect(*made));
    }

    void refusesWhatCannotBe_data()
    {
        using Wish = std::function<void(MembershipWish &)>;
        QTest::addColumn<Wish>("wished");
        QTest::addColumn<ErrorCode>("code");
        const auto row = [](const char *name, const Wish &wished, ErrorCode code) {
            QTest::newRow(name) << wished << code;
        };
        row("nothing", [](MembershipWish &) { }, ErrorCode::Invalid);
        row("what is so already", [](MembershipWish &w) { w.name = u"frame"_s; }, ErrorCode::Invalid);
        row("a number twice", [](MembershipWish &w) { w.numbers = {{u"A"_s, 2}}; }, ErrorCode::Conflict);
        row(
            "a member twice", [](MembershipWish &w) { w.added.append({u"A"_s, {}, {}}); },
            ErrorCode::Conflict);
        row("a stranger out", [](MembershipWish &w) { w.removed.append(u"Z"_s); }, ErrorCode::NotFound);
        row(
            "a stranger replaced", [](MembershipWish &w) { w.replaced.insert(u"Z"_s, {}); },
            ErrorCode::NotFound);
        row("a strange coordinator", [](MembershipWish &w) { w.coordinator = u"Z"_s; }, ErrorCode::NotFound);
        row("the coordinator out", [](MembershipWish &w) { w.removed.append(u"A"_s); }, ErrorCode::Invalid);
        row("a bad name", [](MembershipWish &w) { w.name = u"a/b"_s; }, ErrorCode::Invalid);
    }

    void refusesWhatCannotBe()
    {
        using Wish = std::function<void(MembershipWish &)>;
        QFETCH(Wish, wished);
        QFETCH(ErrorCode, code);
        const Membership before = frame();
        MembershipWish wish;
        wished(wish);
        const auto made = nextMembership(from(before), wish);
        QVERIFY(!made);
        QCOMPARE(made.error().code, code);
    }

    void aSilentCoordinatorStopsChangesThatKeepIt()
    {
        const Membership before = frame();
        MembershipWish wish;
        wish.name = u"rack"_s;
        const auto made = nextMembership(from(before, {u"B"_s, u"C"_s}), wish);
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Unavailable);
        QVERIFY(made.error().text.contains(u"drawer-a"_s));
        wish.isForced = true;
        QVERIFY(nextMembership(from(before, {u"B"_s, u"C"_s}), wish));
    }

    void aSilentCoordinatorThatIsReplacedIsFencedOff()
    {
        const Membership before = frame();
        MembershipWish wish;
        wish.coordinator = u"B"_s;
        const auto made = nextMembership(from(before, {u"B"_s, u"C"_s}), wish);
        QVERIFY(made && made->fence);
        QCOMPARE(made->fence->coordinator, u"A"_s);
        QCOMPARE(made->fence->members, QStringList({u"A"_s, u"B"_s, u"C"_s}));
        wish.isForced = true;
        QVERIFY(!nextMembership(from(before, {u"B"_s, u"C"_s}), wish)->fence);
    }

    void aFenceStaysUntilItsCoordinatorIsHeard()
    {
        Membership before = frame();
        before.coordinator = u"B"_s;
        before.fence = Fence{u"A"_s, {u"A"_s, u"B"_s, u"C"_s}};
        MembershipWish wish;
        wish.name = u"rack"_s;
        const auto kept = nextMembership(from(before, {u"B"_s, u"C"_s}), wish);
        QVERIFY(kept);
        QCOMPARE(kept->fence, before.fence);
        QVERIFY(!nextMembership(from(before), wish)->fence);

        MembershipWish again;
        again.coordinator = u"C"_s;
        const auto second = nextMembership(from(before, {u"C"_s}), again);
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::Conflict);
        // One that answers and agrees leaves nothing new to fence off.
        QCOMPARE(nextMembership(from(before, {u"B"_s, u"C"_s}), again)->fence, before.fence);
    }

    void anElectedCoordinatorNeedsNoFence()
    {
        Membership before = frame();
        before.settings.coordinatorMode = CoordinatorMode::Etcd;
        MembershipWish wish;
        wish.coordinator = u"B"_s;
        MembershipGround ground{&before, u"C"_s, {u"B"_s, u"C"_s}};
        const auto made = nextMembership(ground, wish);
        QVERIFY(made);
        QVERIFY(!made->fence);
        ground.acting.clear();
        QCOMPARE(nextMembership(ground, wish).error().code, ErrorCode::Unavailable);
    }

    void dissolvingNeedsTheCoordinatorOrForce()
    {
        const Membership before = frame();
        MembershipWish wish;
        wish.isDissolved = true;
        QVERIFY(!nextMembership(from(before, {u"B"_s}), wish));
        wish.isForced = true;
        QVERIFY(nextMembership(from(before, {u"B"_s}), wish));
    }
};

QTEST_GUILESS_MAIN(TestMembershipWish)
#include "tst_membershipwish.moc"
