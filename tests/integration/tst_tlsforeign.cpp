// SPDX-License-Identifier: Apache-2.0
#include "tlsends.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using namespace muster;
using namespace muster::test;

/// Peers that are not ours: the openssl program, as a client and as a server.
class TestTlsForeign : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void clientIsAccepted();
    void clientIsRefused_data();
    void clientIsRefused();
    void serverIsAccepted();
    void serverIsRefused_data();
    void serverIsRefused();

private:
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }
    void makeKey(const QString &name, const QStringList &kind);
    [[nodiscard]] QStringList clientArguments(const ServerEnd &server) const
    {
        return {u"s_client"_s, u"-quiet"_s, u"-connect"_s, server.endpoint().toString()};
    }
    [[nodiscard]] quint16 startServer(QProcess &process, const QStringList &arguments);

    QTemporaryDir m_folder;
    Identity m_node = newIdentity();
    TlsContext m_client = contextOf(TlsContext::Role::Client, m_node);
};

void TestTlsForeign::makeKey(const QString &name, const QStringList &kind)
{
    QStringList arguments{u"req"_s,         u"-x509"_s, u"-nodes"_s, u"-subj"_s,
                          u"/CN=foreign"_s, u"-days"_s, u"7"_s};
    arguments += kind;
    arguments += {u"-keyout"_s, file(name), u"-out"_s, file(name + u".crt"_s)};
    QCOMPARE(QProcess::execute(u"openssl"_s, arguments), 0);
    QFile certificate(file(name + u".crt"_s));
    QFile key(file(name));
    QVERIFY(certificate.open(QIODevice::ReadOnly) && key.open(QIODevice::Append));
    key.write(certificate.readAll());
}

void TestTlsForeign::initTestCase()
{
    if (QStandardPaths::findExecutable(u"openssl"_s).isEmpty())
        QSKIP("the openssl program is not installed");
    const QString ec = u"ec"_s;
    makeKey(u"p256"_s, {u"-newkey"_s, ec, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s});
    makeKey(u"p384"_s, {u"-newkey"_s, ec, u"-pkeyopt"_s, u"ec_paramgen_curve:P-384"_s});
    makeKey(u"p521"_s, {u"-newkey"_s, ec, u"-pkeyopt"_s, u"ec_paramgen_curve:P-521"_s});
    makeKey(u"ed25519"_s, {u"-newkey"_s, u"ed25519"_s});
    makeKey(u"rsa2048"_s, {u"-newkey"_s, u"rsa:2048"_s});
    makeKey(u"rsa1024"_s, {u"-newkey"_s, u"rsa:1024"_s});
}

void TestTlsForeign::clientIsAccepted()
{
    // A lab engineer at a terminal.
    for (const QString &name : {u"p256"_s, u"p384"_s, u"ed25519"_s, u"rsa2048"_s}) {
        ServerEnd server(m_node);
        QProcess client;
        client.start(u"openssl"_s, clientArguments(server)
                                       + QStringList{u"-alpn"_s, u"muster/1"_s, u"-cert"_s, file(name),
                                                     u"-key"_s, file(name)});
        client.write("hello\n");
        QTRY_COMPARE(server.received, "hello\n");
        server.accepted[0]->send("welcome\n");
        QTRY_COMPARE(client.bytesAvailable(), 8);
        const auto identity = Identity::fromPem([&] {
            QFile pem(file(name));
            return pem.open(QIODevice::ReadOnly) ? pem.readAll() : QByteArray();
        }());
        QVERIFY(identity);
        QCOMPARE(server.accepted[0]->nodeId(), identity->nodeId());
        server.accepted[0]->close();
        QTRY_COMPARE(client.state(), QProcess::NotRunning);
    }
}

void TestTlsForeign::clientIsRefused_data()
{
    const QStringList channel{u"-alpn"_s, u"muster/1"_s};
    const auto key = [this](const QString &name) {
        return QStringList{u"-cert"_s, file(name), u"-key"_s, file(name)};
    };
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("reason");
    QTest::newRow("TLS 1.2 only") << channel + key(u"p256"_s) + QStringList{u"-tls1_2"_s}
                                  << u"does not speak TLS 1.3"_s;
    QTest::newRow("no certificate") << channel << u"presented no certificate"_s;
    QTest::newRow("another ALPN") << key(u"p256"_s) + QStringList{u"-alpn"_s, u"h2"_s}
                                  << u"none of Muster's protocols"_s;
    QTest::newRow("no ALPN") << key(u"p256"_s) << u"no common ALPN name"_s;
    QTest::newRow("RSA of 1024 bits")
        << channel + key(u"rsa1024"_s) + QStringList{u"-cipher"_s, u"DEFAULT:@SECLEVEL=0"_s}
        << u"not of an accepted kind|ee key too small"_s;
    QTest::newRow("P-521") << channel + key(u"p521"_s) << u"secp521r1.*not of an accepted kind"_s;
}

void TestTlsForeign::clientIsRefused()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, reason);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^refused connections .*(%1)"_s.arg(reason)));
    ServerEnd server(m_node);
    QProcess client;
    client.start(u"openssl"_s, clientArguments(server) + arguments);
    QTRY_COMPARE(server.listener.refusals().count(Refusal::Failed), 1U);
    QVERIFY(server.accepted.empty());
    QTRY_COMPARE(client.state(), QProcess::NotRunning);
}

quint16 TestTlsForeign::startServer(QProcess &process, const QStringList &arguments)
{
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"openssl"_s, QStringList{u"s_server"_s, u"-accept"_s, u"127.0.0.1:0"_s} + arguments);
    QByteArray said; // "ACCEPT 127.0.0.1:40123"
    static const QRegularExpression accepting(u"ACCEPT 127.0.0.1:(\\d+)"_s);
    (void)QTest::qWaitFor(
        [&] { return accepting.match(QString::fromLatin1(said += process.readAll())).hasMatch(); });
    return accepting.match(QString::fromLatin1(said)).captured(1).toUShort();
}

void TestTlsForeign::serverIsAccepted()
{
    QProcess server;
    const quint16 port = startServer(server, {u"-cert"_s, file(u"ed25519"_s), u"-key"_s, file(u"ed25519"_s),
                                              u"-alpn"_s, u"muster/1"_s, u"-Verify"_s, u"1"_s});
    QVERIFY(port > 0);
    const auto client = dialNow(m_client, {u"127.0.0.1"_s, port});
    QVERIFY2(client, client ? "" : qPrintable(describe(client.error())));
    server.kill();
    QVERIFY(server.waitForFinished());
}

void TestTlsForeign::serverIsRefused_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<QString>("reason");
    const QStringList channel{u"-alpn"_s, u"muster/1"_s};
    QTest::newRow("TLS 1.2 only") << channel + QStringList{u"-tls1_2"_s} << ErrorCode::Unavailable
                                  << u"does not speak TLS 1.3"_s;
    QTest::newRow("another ALPN") << QStringList{u"-alpn"_s, u"h2"_s} << ErrorCode::Unavailable << u"ALPN"_s;
    QTest::newRow("no ALPN") << QStringList() << ErrorCode::Unavailable << u"no common ALPN name"_s;
}

void TestTlsForeign::serverIsRefused()
{
    QFETCH(QStringList, arguments);
    QFETCH(ErrorCode, code);
    QFETCH(QString, reason);
    QProcess server;
    const quint16 port =
        startServer(server, arguments + QStringList{u"-cert"_s, file(u"p256"_s), u"-key"_s, file(u"p256"_s)});
    QVERIFY(port > 0);
    const auto client = dialNow(m_client, {u"127.0.0.1"_s, port});
    QVERIFY(!client);
    QCOMPARE(client.error().code, code);
    QVERIFY2(client.error().text.contains(reason), qPrintable(client.error().text));
    server.kill();
    QVERIFY(server.waitForFinished());
}

QTEST_GUILESS_MAIN(TestTlsForeign)
#include "tst_tlsforeign.moc"
