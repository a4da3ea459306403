// SPDX-License-Identifier: Apache-2.0
#include "agent/composite/membershiprules.h"
#include "agent/composite/membershipstore.h"
#include "shared/store/atomicfile.h"
#include "shared/systems/signedmembership.h"

#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {

Membership frame(qint64 generation = 1)
{
    Membership membership;
    membership.id = u"one"_s;
    membership.name = u"frame"_s;
    membership.generation = generation;
    membership.members = {{1, u"me"_s, u"drawer-a"_s, {}}, {2, u"other"_s, u"drawer-b"_s, {}}};
    membership.coordinator = u"me"_s;
    membership.changedBy = u"admin"_s;
    return membership;
}

MembershipGround groundOf(const std::optional<Membership> &current)
{
    return {u"me"_s, current, {}, [](const QString &id) {
                return id == u"admin" ? Role::Admin : id == u"user" ? Role::Operator : Role::Stranger;
            }};
}

} // namespace

class TestMembershipRules : public QObject
{
    Q_OBJECT

    static void take(MembershipStore &store, const Membership &membership, const Identity &admin,
                     MembershipEffect effect)
    {
        const auto sealed = signMembership(membership, admin).value();
        QVERIFY(store.take(sealed, openMembership(sealed).value(), effect));
    }

private Q_SLOTS:
    void joinsChangesLeaves()
    {
        QCOMPARE(judgeMembership(groundOf({}), frame()).value(), MembershipEffect::Joins);
        QCOMPARE(judgeMembership(groundOf(frame()), frame()).value(), MembershipEffect::None);
        QCOMPARE(judgeMembership(groundOf(frame()), frame(2)).value(), MembershipEffect::Changes);
        QCOMPARE(judgeMembership(groundOf(frame()), frame(9)).value(), MembershipEffect::Changes);
        Membership without = frame(2);
        without.members.removeFirst();
        QCOMPARE(judgeMembership(groundOf(frame()), without).value(), MembershipEffect::Leaves);
        Membership dissolved = frame(2);
        dissolved.isDissolved = true;
        QCOMPARE(judgeMembership(groundOf(frame()), dissolved).value(), MembershipEffect::Leaves);
    }

    void refusesWithTheReason()
    {
        const auto refused = [](const MembershipGround &ground, const Membership &proposed) {
            const auto judged = judgeMembership(ground, proposed);
            return judged ? u"taken"_s : errorName(judged.error().code) + u' ' + judged.error().text;
        };
        Membership byUser = frame(2);
        byUser.changedBy = u"user"_s;
        QVERIFY(refused(groundOf(frame()), byUser).startsWith(u"Forbidden"_s));
        QVERIFY(refused(groundOf(frame(3)), frame(2)).contains(u"has generation 3"_s));
        Membership sameNumber = frame(3);
        sameNumber.name = u"another"_s;
        QVERIFY(refused(groundOf(frame(3)), sameNumber).startsWith(u"Conflict"_s));
        Membership second = frame();
        second.id = u"two"_s;
        QVERIFY(refused(groundOf(frame()), second).contains(u"is a member of the system \"frame\""_s));
        Membership elected = frame(4);
        elected.settings.coordinatorMode = CoordinatorMode::Etcd;
        QVERIFY(refused(groundOf(frame(3)), elected).startsWith(u"Unsupported"_s));
        Membership others = frame();
        others.members.removeFirst();
        QVERIFY(refused(groundOf({}), others).startsWith(u"NotFound"_s));
    }

    void whatWasLeftStaysLeft()
    {
        MembershipGround ground = groundOf({});
        ground.former = {{u"one"_s, u"frame"_s, 5}};
        QCOMPARE(judgeMembership(ground, frame(5)).error().code, ErrorCode::Conflict);
        QCOMPARE(judgeMembership(ground, frame(6)).value(), MembershipEffect::Joins);
        Membership dissolved = frame(5);
        dissolved.isDissolved = true;
        QCOMPARE(judgeMembership(ground, dissolved).value(), MembershipEffect::None);
    }

    void theStoreKeepsIt()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"system.json"_s);
        const Identity admin = Identity::generate().value();
        {
            auto store = MembershipStore::open(file).value();
            QVERIFY(!store->current());
            take(*store, frame(), admin, MembershipEffect::Joins);
            Membership second = frame(2);
            second.members.removeLast();
            take(*store, second, admin, MembershipEffect::Changes);
        }
        const auto store = MembershipStore::open(file).value();
        QCOMPARE(store->current()->generation, 2);
        QVERIFY(store->lastWordFor(u"other"_s));
        QVERIFY(!store->lastWordFor(u"me"_s));
        QVERIFY(!store->lastWordFor(u"somebody"_s));
        Membership dissolved = frame(3);
        dissolved.isDissolved = true;
        take(*store, dissolved, admin, MembershipEffect::Leaves);
        QVERIFY(!store->current());
        QVERIFY(store->lastWordFor(u"other"_s));
        QCOMPARE(store->former().size(), 1);
    }

    void theStoreForgetsTheOldestSystemOnly()
    {
        const QTemporaryDir folder;
        auto store = MembershipStore::open(folder.filePath(u"system.json"_s)).value();
        const Identity admin = Identity::generate().value();
        for (int i = 0; i <= MembershipStore::MaxFormer; ++i) {
            Membership membership = frame();
            membership.id = u"system-%1"_s.arg(i);
            take(*store, membership, admin, MembershipEffect::Joins);
            membership.generation = 2;
            membership.isDissolved = true;
            take(*store, membership, admin, MembershipEffect::Leaves);
        }
        QCOMPARE(store->former().size(), MembershipStore::MaxFormer);
        QCOMPARE(store->former().first().id, u"system-1"_s);
    }

    void aFileThatCannotBeReadIsNotGuessed_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("another document") << QByteArray("[]");
        QTest::newRow("a forged membership")
            << QByteArray(R"({"former":[],"formerMembers":[],"current":)"
                          R"({"document":"{}","publicKey":"AAAA","signature":"AAAA"}})");
    }

    void aFileThatCannotBeReadIsNotGuessed()
    {
        QFETCH(QByteArray, text);
        const QTemporaryDir folder;
        const QString file = folder.filePath(u"system.json"_s);
        QVERIFY(replaceFile(file, text));
        const auto store = MembershipStore::open(file);
        QVERIFY(!store);
        QCOMPARE(store.error().source, file);
        QVERIFY(!store.error().remedy.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestMembershipRules)
#include "tst_membershiprules.moc"
