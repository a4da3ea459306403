// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/endpoint.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace muster;

class TestEndpoint : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data();
    void reads();
    void rejects_data();
    void rejects();
};

void TestEndpoint::reads_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("written");
    QTest::newRow("host alone") << u"node1"_s << u"node1"_s << 7117 << u"node1:7117"_s;
    QTest::newRow("host and port") << u"node1.lab.example:80"_s << u"node1.lab.example"_s << 80
                                   << u"node1.lab.example:80"_s;
    QTest::newRow("ends with a dot") << u"node1."_s << u"node1."_s << 7117 << u"node1.:7117"_s;
    QTest::newRow("IPv4") << u"10.117.1.12"_s << u"10.117.1.12"_s << 7117 << u"10.117.1.12:7117"_s;
    QTest::newRow("IPv4 and port") << u" 10.117.1.12:65535\n"_s << u"10.117.1.12"_s << 65535
                                   << u"10.117.1.12:65535"_s;
    QTest::newRow("IPv6") << u"2001:db8::1"_s << u"2001:db8::1"_s << 7117 << u"[2001:db8::1]:7117"_s;
    QTest::newRow("IPv6 in brackets") << u"[::1]"_s << u"::1"_s << 7117 << u"[::1]:7117"_s;
    QTest::newRow("IPv6 with a number as scope")
        << u"[fe80::1%1]:7200"_s << u"fe80::1%1"_s << 7200 << u"[fe80::1%1]:7200"_s;
    QTest::newRow("IPv6 and port") << u"[fe80::1%eth0]:1"_s << u"fe80::1%eth0"_s << 1
                                   << u"[fe80::1%eth0]:1"_s;
}

void TestEndpoint::reads()
{
    QFETCH(QString, text);
    QFETCH(QString, host);
    QFETCH(int, port);
    QFETCH(QString, written);
    const auto endpoint = Endpoint::parse(text);
    QVERIFY2(endpoint, endpoint ? "" : qPrintable(endpoint.error().text));
    QCOMPARE(endpoint->host, host);
    QCOMPARE(int(endpoint->port), port);
    QCOMPARE(endpoint->toString(), written);
    QCOMPARE(*Endpoint::parse(endpoint->toString()), *endpoint);
}

void TestEndpoint::rejects_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("fault");
    QTest::newRow("empty") << u"  "_s << u"is empty"_s;
    QTest::newRow("port alone") << u":7117"_s << u"host name is missing"_s;
    QTest::newRow("port missing") << u"node1:"_s << u"not a port"_s;
    QTest::newRow("port 0") << u"node1:0"_s << u"1 to 65535"_s;
    QTest::newRow("port 65536") << u"node1:65536"_s << u"1 to 65535"_s;
    QTest::newRow("port negative") << u"node1:-1"_s << u"not a port"_s;
    QTest::newRow("port with sign") << u"node1:+1"_s << u"not a port"_s;
    QTest::newRow("port beyond any integer") << u"node1:99999999999999999999"_s << u"not a port"_s;
    QTest::newRow("port no number") << u"node1:http"_s << u"not a port"_s;
    QTest::newRow("bracket open") << u"[::1:7117"_s << u"closing bracket"_s;
    QTest::newRow("bracket empty") << u"[]:7117"_s << u"not an IPv6 address"_s;
    QTest::newRow("name in brackets") << u"[node1]:7117"_s << u"not an IPv6 address"_s;
    QTest::newRow("junk behind bracket") << u"[::1]7117"_s << u"may follow"_s;
    QTest::newRow("two colons") << u"node1:80:90"_s << u"[address]:port"_s;
    QTest::newRow("URL") << u"https://node1"_s << u"not a port"_s;
    QTest::newRow("space inside") << u"node 1"_s << u"neither a host name"_s;
    QTest::newRow("looks like an option") << u"-oProxyCommand"_s << u"neither a host name"_s;
    QTest::newRow("empty label") << u"node1..example"_s << u"neither a host name"_s;
    QTest::newRow("label too long") << QString(64, u'a') << u"neither a host name"_s;
    QTest::newRow("name too long") << u"a."_s.repeated(127) << u"at most 253"_s;
    QTest::newRow("IPv4 beyond 255") << u"10.0.0.256"_s << u"not an IPv4 address"_s;
}

void TestEndpoint::rejects()
{
    QFETCH(QString, text);
    QFETCH(QString, fault);
    const auto endpoint = Endpoint::parse(text);
    QVERIFY(!endpoint);
    QCOMPARE(endpoint.error().code, ErrorCode::Invalid);
    QCOMPARE(endpoint.error().field, u"address"_s);
    QVERIFY2(endpoint.error().text.contains(fault), qPrintable(endpoint.error().text));
}

QTEST_GUILESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
