// SPDX-License-Identifier: Apache-2.0
#include "console/discovery/sweep.h"
#include "tests/support/fakedialer.h"

#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;

namespace {

SweepSettings settingsOf(int atOnce)
{
    SweepSettings settings;
    settings.via = u"sweep"_s;
    settings.atOnce = atOnce;
    settings.helloDeadline = std::chrono::milliseconds(50);
    return settings;
}

} // namespace

class TestSweep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsNodesAndTellsTheirProvenIds()
    {
        test::FakeNode one(u"NODE-1"_s, u"drawer-a"_s);
        test::FakeNode known(u"NODE-2"_s, u"drawer-b"_s);
        test::FakeDialer dialer;
        dialer.nodes = {{u"10.0.0.1"_s, &one}, {u"10.0.0.2"_s, &known}};
        Fleet fleet;
        FleetNode paired;
        paired.nodeId = u"NODE-2"_s;
        fleet.addNode(paired);
        QStringList addresses;
        for (int i = 1; i <= 40; ++i)
            addresses.append(u"10.0.0.%1"_s.arg(i));
        int lastDone = 0;
        std::optional<Result<int>> found;
        const auto task = sweep(dialer, fleet, addresses, settingsOf(4),
                                [&](int done, int total) {
                                    QCOMPARE(total, 40);
                                    lastDone = done;
                                },
                                {})
                              .then([&](Result<int> result) { found = std::move(result); });
        QTRY_VERIFY(found);
        QCOMPARE(found->value(), 2);
        QCOMPARE(lastDone, 40);
        QCOMPARE(fleet.found().size(), 1);
        QCOMPARE(fleet.found().first(), (FoundNode{u"10.0.0.1"_s, u"drawer-a"_s, u"NODE-1"_s, u"sweep"_s}));
    }

    void stopsWhenAsked()
    {
        test::FakeNode deaf(u"NODE-1"_s, u"deaf"_s);
        deaf.isDeaf = true;
        test::FakeDialer dialer;
        Fleet fleet;
        QStringList addresses;
        for (int i = 1; i <= 40; ++i) {
            addresses.append(u"10.0.0.%1"_s.arg(i));
            dialer.nodes.insert(addresses.last(), &deaf);
        }
        std::stop_source stop;
        std::optional<Result<int>> found;
        const auto task = sweep(dialer, fleet, addresses, settingsOf(2), {}, stop.get_token())
                              .then([&](Result<int> result) { found = std::move(result); });
        stop.request_stop();
        QTRY_VERIFY(found);
        QCOMPARE(found->error().code, ErrorCode::Cancelled);
        QVERIFY(dialer.dialled <= 2);
    }
};

QTEST_GUILESS_MAIN(TestSweep)
#include "tst_sweep.moc"
