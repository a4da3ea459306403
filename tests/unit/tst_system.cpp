// SPDX-License-Identifier: Apache-2.0
#include "shared/model/system.h"

#include <QTest>

using namespace muster;
using namespace Qt::StringLiterals;

class TestSystem : public QObject
{
    Q_OBJECT

    static Membership frame()
    {
        Membership membership;
        membership.id = u"one"_s;
        membership.name = u"frame"_s;
        membership.members = {{1, u"A"_s, u"drawer-a"_s, u"192.0.2.1"_s},
                              {2, u"B"_s, u"drawer-b"_s, u"192.0.2.2"_s}};
        membership.coordinator = u"A"_s;
        membership.changedBy = u"C"_s;
        return membership;
    }

private Q_SLOTS:
    void findsMembers()
    {
        const Membership membership = frame();
        QCOMPARE(membership.member(u"B")->instance, 2);
        QCOMPARE(membership.member(1)->nodeId, u"A"_s);
        QVERIFY(!membership.member(u"C"));
        QVERIFY(!membership.member(0));
        QCOMPARE(membership.memberIds(), QStringList({u"A"_s, u"B"_s}));
    }

    void acceptsWhatIsWhole() { QVERIFY(checkMembership(frame())); }

    void refusesWhatIsNot_data()
    {
        using Change = std::function<void(Membership &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, const Change &change, const QString &field) {
            QTest::newRow(name) << change << field;
        };
        row("no name", [](Membership &m) { m.name.clear(); }, u"name"_s);
        row("a name with a slash", [](Membership &m) { m.name = u"a/b"_s; }, u"name"_s);
        row("a name of control characters", [](Membership &m) { m.name = u"a\u001b[2J"_s; }, u"name"_s);
        row("a name that ends in a space", [](Membership &m) { m.name = u"frame "_s; }, u"name"_s);
        row("no members", [](Membership &m) { m.members.clear(); }, u"members"_s);
        row("one node twice", [](Membership &m) { m.members[1].nodeId = u"A"_s; }, u"members"_s);
        row("one number twice", [](Membership &m) { m.members[1].instance = 1; }, u"members"_s);
        row("the number of the whole", [](Membership &m) { m.members[1].instance = 0; }, u"members"_s);
        row("a coordinator from elsewhere", [](Membership &m) { m.coordinator = u"C"_s; }, u"coordinator"_s);
        row("no coordinator", [](Membership &m) { m.coordinator.clear(); }, u"coordinator"_s);
        row(
            "the superuser by word", [](Membership &m) { m.settings.forwardedRole = Role::Local; },
            u"settings.forwardedRole"_s);
    }

    void refusesWhatIsNot()
    {
        QFETCH(std::function<void(Membership &)>, change);
        QFETCH(QString, field);
        Membership membership = frame();
        change(membership);
        const auto checked = checkMembership(membership);
        QVERIFY(!checked);
        QCOMPARE(checked.error().field, field);
    }

    void dissolvesWithoutMembers()
    {
        Membership membership = frame();
        membership.members.clear();
        membership.isDissolved = true;
        QVERIFY(checkMembership(membership));
    }
};

QTEST_APPLESS_MAIN(TestSystem)
#include "tst_system.moc"
