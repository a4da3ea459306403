// SPDX-License-Identifier: Apache-2.0
#include "agent/units/evidencebudget.h"

#include <QTest>

using namespace muster::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class TestEvidenceBudget : public QObject
{
    Q_OBJECT

    const EvidenceBudget::Clock::time_point m_start{24h};

private Q_SLOTS:
    void boundsAUnitWithinAnHour()
    {
        EvidenceBudget budget(2, 100);
        QVERIFY(budget.take(u"a.service"_s, m_start));
        QVERIFY(budget.take(u"a.service"_s, m_start + 30min));
        QVERIFY(!budget.take(u"a.service"_s, m_start + 59min));
        QVERIFY(budget.take(u"b.service"_s, m_start + 59min));
        QVERIFY(budget.take(u"a.service"_s, m_start + 60min)); // the first is an hour ago
        QVERIFY(!budget.take(u"a.service"_s, m_start + 61min));
    }
    void boundsTheNodeWithinAnHour()
    {
        EvidenceBudget budget(100, 3);
        for (const QString &unit : {u"a"_s, u"b"_s, u"c"_s})
            QVERIFY(budget.take(unit, m_start));
        QVERIFY(!budget.take(u"d"_s, m_start + 59min));
        QVERIFY(budget.take(u"d"_s, m_start + 60min));
    }
};

QTEST_APPLESS_MAIN(TestEvidenceBudget)
#include "tst_evidencebudget.moc"
