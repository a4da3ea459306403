// SPDX-License-Identifier: Apache-2.0
#include "agent/trust/effectiverole.h"

#include <QTest>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

class TestEffectiveRole : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decides_data()
    {
        QTest::addColumn<Role>("claimed");
        QTest::addColumn<std::optional<Terms>>("known");
        QTest::addColumn<Role>("forwardedRole");
        QTest::addColumn<bool>("isRevoked");
        QTest::addColumn<std::optional<Role>>("role");

        const std::optional<Terms> unknown;
        const std::optional<Role> refused;
        const auto as = [](Role role) { return std::optional(role); };
        const auto paired = [](Role role) { return std::optional(Terms{role, u"desk"_s, false}); };
        const auto member = std::optional(Terms{Role::Viewer, u"drawer-2"_s, true});

        QTest::newRow("not known, below the setting")
            << Role::Viewer << unknown << Role::Operator << false << as(Role::Viewer);
        QTest::newRow("not known, above the setting")
            << Role::Admin << unknown << Role::Operator << false << as(Role::Operator);
        QTest::newRow("not known, the setting allows all")
            << Role::Admin << unknown << Role::Admin << false << as(Role::Admin);
        QTest::newRow("not known, the setting allows none")
            << Role::Admin << unknown << Role::Stranger << false << refused;
        QTest::newRow("known, more than it claims")
            << Role::Viewer << paired(Role::Admin) << Role::Operator << false << as(Role::Viewer);
        QTest::newRow("known, less than it claims")
            << Role::Admin << paired(Role::Viewer) << Role::Operator << false << as(Role::Viewer);
        QTest::newRow("known, above the setting")
            << Role::Admin << paired(Role::Admin) << Role::Viewer << false << as(Role::Admin);
        QTest::newRow("known, the setting allows none")
            << Role::Admin << paired(Role::Operator) << Role::Stranger << false << as(Role::Operator);
        QTest::newRow("a member") << Role::Admin << member << Role::Admin << false << as(Role::Viewer);
        QTest::newRow("a stranger there")
            << Role::Stranger << paired(Role::Admin) << Role::Admin << false << refused;
        QTest::newRow("the superuser there")
            << Role::Local << unknown << Role::Operator << false << as(Role::Operator);
        QTest::newRow("never more than admin")
            << Role::Local << unknown << Role::Local << false << as(Role::Admin);
        QTest::newRow("unpaired here") << Role::Admin << unknown << Role::Admin << true << refused;
        QTest::newRow("unpaired here, and a member")
            << Role::Viewer << member << Role::Admin << true << refused;
    }

    void decides()
    {
        QFETCH(Role, claimed);
        QFETCH(std::optional<Terms>, known);
        QFETCH(Role, forwardedRole);
        QFETCH(bool, isRevoked);
        QFETCH(std::optional<Role>, role);
        QVERIFY(effectiveRole(claimed, known, forwardedRole, isRevoked) == role);
    }
};

QTEST_GUILESS_MAIN(TestEffectiveRole)
#include "tst_effectiverole.moc"
