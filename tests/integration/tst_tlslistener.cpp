// SPDX-License-Identifier: Apache-2.0
#include "tlsends.h"

#include "shared/tls/tcpsocket.h"
#include "tests/support/descriptorlimit.h"

#include <QRegularExpression>

#include <poll.h>
#include <sys/epoll.h>
#include <sys/syscall.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace muster;
using namespace muster::test;

namespace {

/// A TCP connection that says only what it is told to.
FileDescriptor connectPlainly(const ServerEnd &server)
{
    const SocketAddress to(IpAddress::localhost(), server.listener.port());
    auto socket = beginConnect(to);
    return socket ? std::move(*socket) : FileDescriptor();
}

/// How many more sockets this process can watch; as many as it wants by default.
std::optional<int> watchesLeft;

/// Whether the other end has closed or reset the connection, or ended its direction after it said something.
bool isEndedByPeer(const FileDescriptor &socket)
{
    pollfd state{socket.get(), POLLRDHUP, 0};
    return ::poll(&state, 1, 0) == 1;
}

/// Whether the other end has closed or reset the connection.
bool isClosedByPeer(const FileDescriptor &socket)
{
    char byte = 0;
    const ssize_t got = ::recv(socket.get(), &byte, 1, MSG_DONTWAIT | MSG_PEEK);
    return got == 0 || (got < 0 && errno == ECONNRESET);
}

} // namespace

extern "C" int epoll_ctl(int epoll, int operation, int fd, epoll_event *event) noexcept
{
    if (operation == EPOLL_CTL_ADD && watchesLeft && --*watchesLeft < 0) {
        errno = ENOSPC;
        return -1;
    }
    return int(::syscall(SYS_epoll_ctl, epoll, operation, fd, event));
}

class TestTlsListener : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dropsWhoSaysNothing();
    void dropsWhoSaysGarbage();
    void dropsWhoStopsInTheMiddleOfItsHello();
    void thousandSilentOnesKeepNobodyOut();
    void totalOfConnectionsIsBounded();
    void pausesWhenNoDescriptorIsLeft();
    void listensOnBothFamilies();
    void takenPortIsNamed();
    void stopDropsTheUnfinishedOnly();
    void refusedOnesThatLingerKeepNobodyOut();
    void limitsAreForAllAddresses();
    void connectionThatCannotBeWatchedIsNamed();

private:
    void expectRefusal(const QString &text)
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"^refused connections .*"_s + text));
    }

    Identity m_node = newIdentity();
    Identity m_console = newIdentity();
    TlsContext m_client = contextOf(TlsContext::Role::Client, m_console);
};

void TestTlsListener::dropsWhoSaysNothing()
{
    expectRefusal(u"said nothing for 0.2 s"_s);
    ServerEnd server(m_node, {.handshakes = {}, .handshakeDeadline = 200ms});
    const FileDescriptor stranger = connectPlainly(server);
    QTRY_COMPARE(server.listener.unfinishedHandshakes(), 1);
    QVERIFY(!isClosedByPeer(stranger));
    QTRY_VERIFY(isClosedByPeer(stranger));
    QCOMPARE(server.listener.refusals().count(Refusal::TimedOut), 1U);
    QCOMPARE(server.listener.unfinishedHandshakes(), 0);
}

void TestTlsListener::dropsWhoSaysGarbage()
{
    expectRefusal(u"speaks HTTP, not TLS"_s);
    ServerEnd server(m_node);
    const FileDescriptor http = connectPlainly(server);
    QTRY_COMPARE(server.listener.unfinishedHandshakes(), 1);
    QCOMPARE(::send(http.get(), "GET / HTTP/1.1\r\n\r\n", 18, MSG_NOSIGNAL), 18);
    QTRY_VERIFY(server.listener.refusals().count(Refusal::Failed) == 1 || isClosedByPeer(http));

    const FileDescriptor garbage = connectPlainly(server);
    const QByteArray noise(64 * 1024, '\xa5');
    QTRY_VERIFY(::send(garbage.get(), noise.constData(), size_t(noise.size()), MSG_NOSIGNAL) > 0);
    QTRY_COMPARE_WITH_TIMEOUT(server.listener.refusals().count(Refusal::Failed), 2U, 5s);
    QVERIFY(dialNow(m_client, server.endpoint()));
}

void TestTlsListener::dropsWhoStopsInTheMiddleOfItsHello()
{
    expectRefusal(u"did not finish the TLS handshake"_s);
    ServerEnd server(m_node, {.handshakes = {}, .handshakeDeadline = 200ms});
    const FileDescriptor stranger = connectPlainly(server);
    QTRY_COMPARE(server.listener.unfinishedHandshakes(), 1);
    QCOMPARE(::send(stranger.get(), "\x16\x03\x01\x02\x00\x01", 6, MSG_NOSIGNAL),
             6); // 512 bytes are announced
    QTRY_COMPARE(server.listener.refusals().count(Refusal::TimedOut), 1U);
}

void TestTlsListener::thousandSilentOnesKeepNobodyOut()
{
    expectRefusal(u"silent or slow"_s);
    ServerEnd server(m_node);
    std::vector<FileDescriptor> strangers;
    for (int i = 0; i < 1000; ++i)
        strangers.push_back(connectPlainly(server));
    const auto client = dialNow(m_client, server.endpoint(), m_node.nodeId());
    QVERIFY2(client, client ? "" : qPrintable(describe(client.error())));
    QTRY_COMPARE(server.accepted.size(), 1U);
    QVERIFY(server.listener.unfinishedHandshakes() <= HandshakeRoom::Limits().all);
    QVERIFY(server.listener.refusals().count(Refusal::Displaced) > 900);
    (*client)->send("hello\n");
    QTRY_COMPARE(server.received, "hello\n");
}

void TestTlsListener::totalOfConnectionsIsBounded()
{
    expectRefusal(u"2 connections are open"_s);
    ServerEnd server(m_node, {.handshakes = {}, .connections = 2});
    auto first = dialNow(m_client, server.endpoint());
    const auto second = dialNow(m_client, server.endpoint());
    QVERIFY(first && second);
    QTRY_COMPARE(server.accepted.size(), 2U);
    QVERIFY(!dialNow(m_client, server.endpoint()));
    QCOMPARE(server.listener.refusals().count(Refusal::Full), 1U);
    server.accepted.pop_back();
    QVERIFY(dialNow(m_client, server.endpoint()));
}

void TestTlsListener::pausesWhenNoDescriptorIsLeft()
{
    expectRefusal(u"Too many open files"_s);
    ServerEnd server(m_node);
    const FileDescriptor stranger = connectPlainly(server);
    {
        const DescriptorLimit none(0);
        QTRY_COMPARE(server.listener.refusals().count(Refusal::NoResources), 1U);
        for (int turn = 0; turn < 50; ++turn)
            QCoreApplication::processEvents(); // in each of which it would ask again, did it spin
        QCOMPARE(server.listener.refusals().count(Refusal::NoResources), 1U);
    }
    QTRY_COMPARE(server.listener.unfinishedHandshakes(), 1); // it comes back by itself
}

void TestTlsListener::listensOnBothFamilies()
{
    ServerEnd server(m_node);
    server.listener.stop();
    if (!server.listener.listen(u"::"_s))
        QSKIP("this machine has no IPv6");
    QVERIFY(dialNow(m_client, {u"127.0.0.1"_s, server.listener.port()}));
    QVERIFY(dialNow(m_client, {u"::1"_s, server.listener.port()}));
    QVERIFY(dialNow(m_client, {u"localhost"_s, server.listener.port()}));
    QTRY_COMPARE(server.accepted.size(), 3U);
    QVERIFY(server.accepted[0]->peer().address.startsWith(u"127.0.0.1:"));
    QVERIFY(server.accepted[1]->peer().address.startsWith(u"[::1]:"));
}

void TestTlsListener::takenPortIsNamed()
{
    ServerEnd server(m_node);
    TlsListener second(contextOf(TlsContext::Role::Server, m_node), {}, {});
    const auto listening = second.listen(u"127.0.0.1"_s, server.listener.port());
    QVERIFY(!listening);
    QCOMPARE(listening.error().code, ErrorCode::Conflict);
    QCOMPARE(listening.error().source, server.endpoint().toString());
    QCOMPARE(second.listen(u"nonsense"_s).error().code, ErrorCode::Invalid);
}

void TestTlsListener::stopDropsTheUnfinishedOnly()
{
    ServerEnd server(m_node);
    const auto client = dialNow(m_client, server.endpoint());
    QVERIFY(client);
    const FileDescriptor stranger = connectPlainly(server);
    QTRY_COMPARE(server.accepted.size(), 1U);
    QTRY_COMPARE(server.listener.unfinishedHandshakes(), 1);
    server.listener.stop();
    QTRY_VERIFY(isClosedByPeer(stranger));
    (*client)->send("still here\n");
    QTRY_COMPARE(server.received, "still here\n");
}

void TestTlsListener::refusedOnesThatLingerKeepNobodyOut()
{
    expectRefusal(u"speaks HTTP, not TLS"_s);
    ServerEnd server(m_node);
    const int places = HandshakeRoom::Limits().perSource;
    std::vector<FileDescriptor> strangers;
    for (int i = 0; i < places; ++i) {
        strangers.push_back(connectPlainly(server));
        QTRY_COMPARE(::send(strangers.back().get(), "GET / HTTP/1.1\r\n\r\n", 18, MSG_NOSIGNAL), 18);
    }
    QTRY_VERIFY(isEndedByPeer(strangers.back()));
    QCOMPARE(server.listener.unfinishedHandshakes(), places);
    const auto client = dialNow(m_client, server.endpoint(), m_node.nodeId(), 900ms);
    QVERIFY2(client, client ? "" : qPrintable(describe(client.error())));
    QCOMPARE(server.listener.refusals().count(Refusal::SourceFull), 0U);
    QVERIFY(server.listener.refusals().count(Refusal::Failed) > 0);
}

void TestTlsListener::limitsAreForAllAddresses()
{
    expectRefusal(u"2 connections are open"_s);
    ServerEnd server(m_node, {.handshakes = {}, .connections = 2});
    QVERIFY(server.listener.listen(u"127.0.0.2"_s, server.listener.port()));
    const Endpoint other{u"127.0.0.2"_s, server.listener.port()};
    const auto first = dialNow(m_client, server.endpoint());
    const auto second = dialNow(m_client, other);
    QVERIFY(first && second);
    QVERIFY(!dialNow(m_client, other));
    QVERIFY(!dialNow(m_client, server.endpoint()));
    QCOMPARE(server.listener.refusals().count(Refusal::Full), 2U);
}

void TestTlsListener::connectionThatCannotBeWatchedIsNamed()
{
    ServerEnd server(m_node);
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"cannot watch socket"_s));
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"cannot watch socket"_s));
    watchesLeft = 0;
    const auto listening = TlsListener(contextOf(TlsContext::Role::Server, m_node), {}, {}).listen();
    const auto client = dialNow(m_client, server.endpoint());
    watchesLeft = std::nullopt;
    QVERIFY(!listening);
    QCOMPARE(listening.error().code, ErrorCode::Unavailable);
    QVERIFY(!client);
    QCOMPARE(client.error().code, ErrorCode::Unavailable);
    QVERIFY2(client.error().text.contains(u"watch"), qPrintable(client.error().text));
    QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"cannot watch socket"_s));
    watchesLeft = 1; // for the attempt to connect, none for the connection
    const auto second = dialNow(m_client, server.endpoint());
    watchesLeft = std::nullopt;
    QVERIFY(!second);
    QVERIFY2(second.error().text.contains(u"watch"), qPrintable(second.error().text));
}

QTEST_GUILESS_MAIN(TestTlsListener)
#include "tst_tlslistener.moc"
