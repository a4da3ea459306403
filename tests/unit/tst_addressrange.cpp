// SPDX-License-Identifier: Apache-2.0
#include "console/discovery/addressrange.h"

#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;

class TestAddressRange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesAllAddresses_data()
    {
        QTest::addColumn<QString>("range");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("last");
        QTest::newRow("a network") << u"10.117.1.77/24"_s << 254 << u"10.117.1.1:7117"_s
                                   << u"10.117.1.254:7117"_s;
        QTest::newRow("the largest") << u"10.0.0.0/20"_s << 4094 << u"10.0.0.1:7117"_s
                                     << u"10.0.15.254:7117"_s;
        QTest::newRow("one address") << u"192.0.2.7/32"_s << 1 << u"192.0.2.7:7117"_s << u"192.0.2.7:7117"_s;
        QTest::newRow("a link of two")
            << u"192.0.2.6/31"_s << 2 << u"192.0.2.6:7117"_s << u"192.0.2.7:7117"_s;
        QTest::newRow("another port")
            << u"192.0.2.0/30:7200"_s << 2 << u"192.0.2.1:7200"_s << u"192.0.2.2:7200"_s;
        QTest::newRow("IPv6") << u"fd00::1:ff80/120"_s << 256 << u"[fd00::1:ff00]:7117"_s
                              << u"[fd00::1:ffff]:7117"_s;
    }

    void namesAllAddresses()
    {
        QFETCH(QString, range);
        const auto addresses = addressesOf(range);
        QVERIFY2(addresses, addresses ? "" : qPrintable(addresses.error().text));
        QTEST(int(addresses->size()), "count");
        QTEST(addresses->first(), "first");
        QTEST(addresses->last(), "last");
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("range");
        for (const char *range : {"", "10.0.0.1", "10.0.0.0/", "10.0.0.0/x", "10.0.0.0/33", "10.0.0.0/-1",
                                  "10.0.0.0/19", "300.0.0.0/24", "drawer/24", "fd00::/64", "10.0.0.0/24:0",
                                  "10.0.0.0/24:70000", "10.0.0.0/24:1:2", "10.0.0.0/0"})
            QTest::newRow(range) << QString::fromLatin1(range);
    }

    void refuses()
    {
        QFETCH(QString, range);
        const auto addresses = addressesOf(range);
        QVERIFY(!addresses);
        QCOMPARE(addresses.error().code, ErrorCode::Invalid);
    }

    void readsAList()
    {
        const auto list =
            addressListFrom(u"# rack 7\n10.0.0.1\n\n  drawer-b.lab:7200  # the spare\n[fd00::1]:7117\r\n");
        QCOMPARE(list.addresses,
                 (QStringList{u"10.0.0.1:7117"_s, u"drawer-b.lab:7200"_s, u"[fd00::1]:7117"_s}));
        QVERIFY(list.faults.isEmpty());
    }

    void namesTheLinesOfFaults()
    {
        const auto list = addressListFrom(u"10.0.0.1\nhost:99999\nok\n[fd00::1\n");
        QCOMPARE(list.addresses.size(), 2);
        QCOMPARE(list.faults.size(), 2);
        QVERIFY(list.faults.at(0).startsWith(u"line 2:"_s));
        QVERIFY(list.faults.at(1).startsWith(u"line 4:"_s));
    }
};

QTEST_GUILESS_MAIN(TestAddressRange)
#include "tst_addressrange.moc"
