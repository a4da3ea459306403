// SPDX-License-Identifier: Apache-2.0
#include "shared/wire/locallistener.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <vector>

using namespace Qt::StringLiterals;
using namespace muster;

class TestLocalTransport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void carriesBytesAndSaysWhoItIs();
    void socketIsOnlyForItsOwner();
    void staleSocketIsReplaced();
    void socketInUseIsNot();
    void otherFileIsNotTouched();
    void tooLongPathIsNamed();
    void nobodyThereIsNamed();
    void closeDeliversWhatWasSent();
    void stopRemovesTheSocket();
    void reasonReachesAPeerThatGoesOnSending();
    void closeNeverEndsItFromWithin();
    void peerThatEndsItBeforeItIsOpenIsNamed();
    void reasonOutlivesTheTransport();

private:
    using Accepted = std::vector<std::unique_ptr<LocalTransport>>;

    [[nodiscard]] QString path() const { return m_folder->filePath(u"agent.sock"_s); }
    static LocalListener::Taker into(Accepted &accepted)
    {
        return [&accepted](std::unique_ptr<LocalTransport> transport) {
            accepted.push_back(std::move(transport));
        };
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

/// Two joined sockets.
std::pair<FileDescriptor, FileDescriptor> socketPair()
{
    int fds[2] = {-1, -1};
    (void)::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds);
    return {FileDescriptor(fds[0]), FileDescriptor(fds[1])};
}

/// A transport that is greeted with a goodbye.
class NeverOpened : public StreamTransport
{
public:
    explicit NeverOpened(FileDescriptor socket)
        : StreamTransport(std::move(socket), u"somebody"_s, nullptr)
    {
    }

protected:
    Step open() override { return {Step::Outcome::PeerEnded}; }
    Step read(char *, qsizetype) override { return {Step::Outcome::PeerEnded}; }
    Step write(QByteArrayView) override { return {Step::Outcome::PeerEnded}; }
    Step endWriting() override { return {Step::Outcome::Done}; }
    [[nodiscard]] Error failure() const override { return {}; }
    [[nodiscard]] Error openTimeout() const override { return {}; }
};

} // namespace

void TestLocalTransport::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestLocalTransport::carriesBytesAndSaysWhoItIs()
{
    Accepted accepted;
    LocalListener listener(into(accepted));
    QVERIFY(listener.listen(path()));
    const auto client = LocalTransport::connectTo(path());
    QVERIFY(client);
    (*client)->send("before it is ready ");
    (*client)->start();
    QTRY_COMPARE(accepted.size(), 1U);
    QByteArray received;
    connect(accepted[0].get(), &Transport::received, this, [&](QByteArrayView bytes) { received += bytes; });
    QTRY_VERIFY((*client)->isOpen());
    (*client)->send("and after");
    QTRY_COMPARE(received, "before it is ready and after");
    QVERIFY(accepted[0]->peer().isLocalAdmin); // the same user
    QVERIFY(accepted[0]->peer().nodeId.isEmpty());
    QCOMPARE(accepted[0]->peer().address, u"local"_s);
}

void TestLocalTransport::socketIsOnlyForItsOwner()
{
    const mode_t usual = umask(0);
    LocalListener listener({});
    QVERIFY(listener.listen(path()));
    umask(usual);
    struct stat info = {};
    QCOMPARE(::stat(QFile::encodeName(path()).constData(), &info), 0);
    QCOMPARE(info.st_mode & 0777U, 0600U);
}

void TestLocalTransport::staleSocketIsReplaced()
{
    {
        const int dead = ::socket(AF_UNIX, SOCK_STREAM, 0);
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        qstrncpy(address.sun_path, QFile::encodeName(path()).constData(), sizeof address.sun_path);
        QCOMPARE(::bind(dead, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
        ::close(dead); // the file stays, as after kill -9
    }
    Accepted accepted;
    LocalListener listener(into(accepted));
    const auto listening = listener.listen(path());
    QVERIFY2(listening, listening ? "" : qPrintable(describe(listening.error())));
    QVERIFY(LocalTransport::connectTo(path()));
    QTRY_COMPARE(accepted.size(), 1U);
}

void TestLocalTransport::socketInUseIsNot()
{
    Accepted accepted;
    LocalListener first(into(accepted));
    QVERIFY(first.listen(path()));
    LocalListener second({});
    const auto listening = second.listen(path());
    QVERIFY(!listening);
    QCOMPARE(listening.error().code, ErrorCode::Busy);
    QCOMPARE(listening.error().source, path());
    QVERIFY(LocalTransport::connectTo(path()));
}

void TestLocalTransport::otherFileIsNotTouched()
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    LocalListener listener({});
    const auto listening = listener.listen(path());
    QVERIFY(!listening);
    QCOMPARE(listening.error().code, ErrorCode::Conflict);
    QVERIFY(file.exists());
}

void TestLocalTransport::tooLongPathIsNamed()
{
    const QString tooLong = m_folder->filePath(QString(108, u'a'));
    LocalListener listener({});
    QCOMPARE(listener.listen(tooLong).error().code, ErrorCode::Invalid);
    QCOMPARE(LocalTransport::connectTo(tooLong).error().source, tooLong);
}

void TestLocalTransport::nobodyThereIsNamed()
{
    const auto client = LocalTransport::connectTo(path());
    QVERIFY(!client);
    QCOMPARE(client.error().code, ErrorCode::Unavailable);
    QCOMPARE(client.error().source, path());
}

void TestLocalTransport::closeDeliversWhatWasSent()
{
    Accepted accepted;
    LocalListener listener(into(accepted));
    QVERIFY(listener.listen(path()));
    const auto client = LocalTransport::connectTo(path());
    QVERIFY(client);
    (*client)->start();
    QTRY_VERIFY((*client)->isOpen());
    QTRY_COMPARE(accepted.size(), 1U);
    qsizetype received = 0;
    connect(accepted[0].get(), &Transport::received, this,
            [&](QByteArrayView bytes) { received += bytes.size(); });
    QSignalSpy clientClosed(client->get(), &Transport::closed);
    QSignalSpy serverClosed(accepted[0].get(), &Transport::closed);
    (*client)->send(QByteArray(4 * 1024 * 1024, 'm'));
    QVERIFY((*client)->unsentBytes() > 0);
    (*client)->close();
    QTRY_COMPARE(clientClosed.count(), 1);
    QTRY_COMPARE(serverClosed.count(), 1);
    QCOMPARE(received, 4 * 1024 * 1024);
    QCOMPARE(serverClosed[0][0].value<Error>().code, ErrorCode::Cancelled);
}

void TestLocalTransport::stopRemovesTheSocket()
{
    LocalListener listener({});
    QVERIFY(listener.listen(path()));
    QVERIFY(QFile::exists(path()));
    listener.stop();
    QVERIFY(!QFile::exists(path()));
}

void TestLocalTransport::reasonReachesAPeerThatGoesOnSending()
{
    auto [ours, theirs] = socketPair();
    LocalTransport transport(std::move(ours));
    transport.start();
    QTRY_VERIFY(transport.isOpen());
    QSignalSpy closed(&transport, &Transport::closed);
    const QByteArray block(64 * 1024, 'x');
    const auto talkOn = [&, socket = theirs.get()] {
        return ::send(socket, block.constData(), size_t(block.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
    };
    QVERIFY(talkOn() > 0);
    transport.send("go away\n");
    transport.close({ErrorCode::TooLarge, u"too much"_s, {}, {}, {}});
    qint64 sent = 0;
    while (closed.isEmpty() && sent < 10 * StreamTransport::MaxDiscardedBytes) {
        sent += std::max<ssize_t>(talkOn(), 0);
        QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    }
    QCOMPARE(closed.size(), 1);
    QCOMPARE(closed.at(0).at(0).value<Error>().code, ErrorCode::TooLarge);
    QVERIFY(sent < 2 * StreamTransport::MaxDiscardedBytes);
    QByteArray got(100, '\0');
    got.truncate(::recv(theirs.get(), got.data(), size_t(got.size()), MSG_DONTWAIT));
    QCOMPARE(got, "go away\n");
}

void TestLocalTransport::closeNeverEndsItFromWithin()
{
    auto [ours, theirs] = socketPair();
    LocalTransport transport(std::move(ours));
    QSignalSpy ready(&transport, &Transport::ready);
    QSignalSpy closed(&transport, &Transport::closed);
    transport.start();
    transport.close();
    QCOMPARE(closed.size(), 0);
    QTRY_COMPARE(closed.size(), 1);
    QCOMPARE(closed.at(0).at(0).value<Error>().code, ErrorCode::Cancelled);
    QCOMPARE(ready.size(), 0);
}

void TestLocalTransport::peerThatEndsItBeforeItIsOpenIsNamed()
{
    auto [ours, theirs] = socketPair();
    NeverOpened transport(std::move(ours));
    QSignalSpy closed(&transport, &Transport::closed);
    transport.start();
    theirs.close();
    QTRY_COMPARE(closed.size(), 1);
    const auto reason = closed.at(0).at(0).value<Error>();
    QCOMPARE(reason.code, ErrorCode::Unavailable);
    QVERIFY(!reason.text.isEmpty());
    QCOMPARE(reason.source, u"somebody"_s);
}

void TestLocalTransport::reasonOutlivesTheTransport()
{
    auto [ours, theirs] = socketPair();
    auto transport = std::make_unique<LocalTransport>(std::move(ours));
    transport->start();
    QTRY_VERIFY(transport->isOpen());
    QString heard;
    connect(transport.get(), &Transport::closed, this, [&](const Error &reason) {
        transport.reset();
        heard = reason.text;
    });
    transport->close({ErrorCode::Conflict, u"a reason of its own"_s, {}, {}, {}});
    theirs.close();
    QTRY_COMPARE(heard, u"a reason of its own"_s);
}

QTEST_GUILESS_MAIN(TestLocalTransport)
#include "tst_localtransport.moc"
