// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/ipaddress.h"

#include <QTest>

#include <netinet/in.h>

using namespace muster;
using namespace Qt::StringLiterals;

class TestIpAddress : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void rejects_data();
    void rejects();
    void takesAMappedAddressForIpv4();
    void keepsPortAndScope();
    void networkIsTheUpperHalfOfIpv6();
};

void TestIpAddress::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isIpv4");
    QTest::newRow("IPv4") << u"192.0.2.1"_s << true;
    QTest::newRow("IPv4, all") << u"0.0.0.0"_s << true;
    QTest::newRow("IPv6") << u"2001:db8::1"_s << false;
    QTest::newRow("IPv6, all") << u"::"_s << false;
    QTest::newRow("IPv6 with scope") << u"fe80::1%lo"_s << false;
    QTest::newRow("scope that is not here") << u"fe80::1%nowhere0"_s << false;
}

void TestIpAddress::reads()
{
    QFETCH(QString, text);
    QFETCH(bool, isIpv4);
    const auto address = IpAddress::parse(text);
    QVERIFY(address);
    QCOMPARE(address->isIpv4(), isIpv4);
    QCOMPARE(address->toString(), text);
    QCOMPARE(address->isAnyIpv6(), text == "::"_L1);
}

void TestIpAddress::rejects_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("name") << u"node1"_s;
    QTest::newRow("number too large") << u"192.0.2.256"_s;
    QTest::newRow("short form") << u"192.1"_s;
    QTest::newRow("with port") << u"192.0.2.1:80"_s;
    QTest::newRow("space") << u" 192.0.2.1"_s;
    QTest::newRow("brackets") << u"[::1]"_s;
    QTest::newRow("scope missing") << u"fe80::1%"_s;
    QTest::newRow("scope with a bracket") << u"fe80::1%l6[]"_s;
    QTest::newRow("scope of two words") << u"fe80::1%eth0 x"_s;
    QTest::newRow("scope longer than any interface's name") << u"fe80::1%abcdefghijklmnop"_s;
    QTest::newRow("scope of IPv4") << u"192.0.2.1%lo"_s;
    QTest::newRow("null character") << u"192.0.2.1"_s + QChar(0) + u"x"_s;
    QTest::newRow("not ASCII") << u"١٩٢.0.2.1"_s;
}

void TestIpAddress::rejects()
{
    QFETCH(QString, text);
    QVERIFY(!IpAddress::parse(text));
}

void TestIpAddress::takesAMappedAddressForIpv4()
{
    const sockaddr_storage mapped = IpAddress::parse(u"::ffff:192.0.2.1")->withPort(1);
    QCOMPARE(IpAddress::of(mapped).toString(), u"192.0.2.1"_s);
    QVERIFY(IpAddress::of(mapped) == *IpAddress::parse(u"192.0.2.1"));
}

void TestIpAddress::keepsPortAndScope()
{
    const sockaddr_storage v4 = IpAddress::localhost().withPort(7117);
    QCOMPARE(ntohs(reinterpret_cast<const sockaddr_in &>(v4).sin_port), quint16(7117));
    QCOMPARE(IpAddress::of(v4).toString(), u"127.0.0.1"_s);
    const sockaddr_storage v6 = IpAddress::parse(u"fe80::1%lo")->withPort(7117);
    QCOMPARE(reinterpret_cast<const sockaddr_in6 &>(v6).sin6_scope_id, 1U);
    QCOMPARE(IpAddress::of(v6).toString(), u"fe80::1%lo"_s);
}

void TestIpAddress::networkIsTheUpperHalfOfIpv6()
{
    QCOMPARE(IpAddress::parse(u"2001:db8:1:2:ffff::2")->network().toString(), u"2001:db8:1:2::"_s);
    QCOMPARE(IpAddress::localhost().network().toString(), u"127.0.0.1"_s);
}

QTEST_GUILESS_MAIN(TestIpAddress)
#include "tst_ipaddress.moc"
