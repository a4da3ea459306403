// SPDX-License-Identifier: Apache-2.0
#include "shared/api/channel.h"
#include "shared/api/hello.h"
#include "shared/wire/channels.h"
#include "shared/wire/rpcpeer.h"
#include "tests/support/memorytransport.h"

#include <QSignalSpy>
#include <QTest>

#include <vector>

using namespace muster;
using namespace muster::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 Number = 7;

/// Collects what one end of a channel tells.
struct Told
{
    explicit Told(ChannelTransport &end)
    {
        QObject::connect(&end, &Transport::received, &end, [this](QByteArrayView bytes) { text += bytes; });
        QObject::connect(&end, &Transport::drained, &end, [this] { ++drained; });
        QObject::connect(&end, &Transport::closed, &end,
                         [this](const Error &reason) { reasons.append(reason); });
    }

    QByteArray text;
    int drained = 0;
    QList<Error> reasons;
};

QByteArray dataParams(qint64 number, const QByteArray &text)
{
    return toJson(ChannelData{number, QString::fromUtf8(text)});
}

} // namespace

class TestChannelTransport : public QObject
{
    Q_OBJECT

    MemoryTransport *m_wire = nullptr; ///< of the near end
    std::unique_ptr<RpcPeer> m_nearPeer;
    std::unique_ptr<RpcPeer> m_farPeer;
    std::unique_ptr<ChannelTransport> m_near;
    std::unique_ptr<ChannelTransport> m_far;
    std::unique_ptr<Told> m_nearTold;
    std::unique_ptr<Told> m_farTold;
    QList<qsizetype> m_chunks; ///< sizes of those that went to the far end

private Q_SLOTS:
    void init()
    {
        m_chunks.clear();
        auto [near, far] = MemoryTransport::pair();
        m_wire = near.get();
        m_nearPeer = std::make_unique<RpcPeer>(std::move(near));
        m_farPeer = std::make_unique<RpcPeer>(std::move(far));
        connect(m_farPeer.get(), &RpcPeer::notified, this,
                [this](QByteArrayView method, const JsonValue &params) {
                    const auto data = params.find("data");
                    if (data && method == QByteArrayView(ChannelData::Notification))
                        m_chunks.append(data->toUtf8()->size());
                });
        m_near = Channels::of(*m_nearPeer).open(Number, {u"FAR"_s, u"via hub"_s, false, u"HUB"_s});
        m_far = Channels::of(*m_farPeer).open(Number, {u"NEAR"_s, u"via hub"_s, false, u"HUB"_s});
        m_nearTold = std::make_unique<Told>(*m_near);
        m_farTold = std::make_unique<Told>(*m_far);
    }

    void cleanup()
    {
        m_near.reset();
        m_far.reset();
        m_nearPeer.reset();
        m_farPeer.reset();
    }

    void carriesLongTextInOrderAndInPieces()
    {
        QByteArray line;
        for (int i = 0; line.size() < 1024 * 1024; ++i)
            line += QByteArray::number(i) + "\"\\\t ";
        line += '\n';
        m_near->send(line);
        QCOMPARE(m_near->unsentBytes(), line.size());
        QTRY_COMPARE(m_farTold->text.size(), line.size());
        QCOMPARE(m_farTold->text, line);
        QCOMPARE(std::ranges::max(m_chunks), ChannelChunkBytes);
        QTRY_COMPARE(m_near->unsentBytes(), 0);
        QCOMPARE(m_nearTold->drained, 1);
        m_far->send("and back\n");
        QTRY_COMPARE(m_nearTold->text, QByteArray("and back\n"));
    }

    void keepsCharactersWhole()
    {
        const QByteArray unit = u"a\u00e4\u20ac\U0001F600"_s.toUtf8(); // 1 to 4 bytes each
        const QByteArray text = unit.repeated(ChannelChunkBytes / unit.size() * 3);
        for (qsizetype from = 0; from < text.size(); from += 4093)
            m_near->send(QByteArrayView(text).sliced(from, std::min<qsizetype>(4093, text.size() - from)));
        QTRY_COMPARE(m_farTold->text, text);
        QVERIFY(m_farTold->reasons.isEmpty());
    }

    void holdsBackACharacterThatIsNotComplete()
    {
        m_near->send("\xE2\x82");
        m_far->send("!");
        QTRY_COMPARE(m_nearTold->text, QByteArray("!"));
        QVERIFY(m_chunks.isEmpty());
        m_near->send("\xAC");
        QTRY_COMPARE(m_farTold->text, QByteArray("\xE2\x82\xAC"));
    }

    void endsOverWhatIsNoText()
    {
        m_near->send("\xC3\x28 is none\n");
        QVERIFY(m_nearTold->reasons.isEmpty()); // never from within
        QTRY_COMPARE(m_nearTold->reasons.size(), 1);
        QCOMPARE(m_nearTold->reasons.first().code, ErrorCode::Invalid);
        QTRY_COMPARE(m_farTold->reasons.size(), 1);
        QCOMPARE(m_farTold->reasons.first().code, ErrorCode::Invalid);
        QVERIFY(m_farTold->text.isEmpty());
        QVERIFY(!m_nearPeer->isClosed());
    }

    void aReaderThatDoesNotReadHoldsTheSender()
    {
        m_far->setReadingPaused(true);
        const QByteArray text(4 * ChannelWindowBytes, 'x');
        m_near->send(text);
        QTRY_COMPARE(std::ranges::fold_left(m_chunks, qsizetype(0), std::plus()), ChannelWindowBytes);
        QTRY_COMPARE(m_nearPeer->unsentBytes(), 0);
        QCOMPARE(m_near->unsentBytes(), text.size());
        QVERIFY(m_farTold->text.isEmpty());
        m_far->setReadingPaused(false);
        QTRY_COMPARE(m_farTold->text.size(), text.size());
        QTRY_COMPARE(m_near->unsentBytes(), 0);
        QCOMPARE(m_nearTold->drained, 1);
    }

    void manyChannelsLeaveRoomInTheConnection()
    {
        constexpr int Count = 40;
        std::vector<std::unique_ptr<ChannelTransport>> near;
        std::vector<std::unique_ptr<ChannelTransport>> far;
        qint64 received = 0;
        m_wire->setStalled(true);
        for (int i = 1; i <= Count; ++i) {
            near.push_back(Channels::of(*m_nearPeer).open(Number + i, {}));
            far.push_back(Channels::of(*m_farPeer).open(Number + i, {}));
            connect(far.back().get(), &Transport::received, this,
                    [&received](QByteArrayView bytes) { received += bytes.size(); });
            near.back()->send(QByteArray(ChannelWindowBytes, 'x'));
        }
        QVERIFY2(m_nearPeer->unsentBytes() < Channels::MaxConnectionBytes + ChannelChunkBytes + 1024,
                 QByteArray::number(m_nearPeer->unsentBytes()).constData());
        m_wire->setStalled(false);
        QTRY_COMPARE(received, Count * ChannelWindowBytes);
    }

    void tellsTheEndAndItsReason_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("heard");
        QTest::newRow("wished") << ErrorCode::Cancelled << u"enough"_s << u"the peer closed the connection"_s;
        QTest::newRow("for a reason")
            << ErrorCode::Unavailable << u"the agent stops"_s << u"the agent stops"_s;
    }

    void tellsTheEndAndItsReason()
    {
        QFETCH(ErrorCode, code);
        QFETCH(QString, text);
        m_near->send("last words");
        m_near->close({code, text, {}, {}, u"try later"_s});
        m_near->send("nothing more");
        QVERIFY(m_nearTold->reasons.isEmpty()); // never from within
        QTRY_COMPARE(m_farTold->reasons.size(), 1);
        QCOMPARE(m_farTold->text, QByteArray("last words"));
        QCOMPARE(m_farTold->reasons.first().code, code);
        QTEST(m_farTold->reasons.first().text, "heard");
        QCOMPARE(m_nearTold->reasons.size(), 1);
        QCOMPARE(m_nearTold->reasons.first().text, text);
        QVERIFY(!Channels::of(*m_nearPeer).contains(Number));
        QVERIFY(!Channels::of(*m_farPeer).contains(Number));
    }

    void closesAfterWhatWasTaken()
    {
        m_far->setReadingPaused(true);
        m_near->send(QByteArray(2 * ChannelWindowBytes, 'x'));
        m_near->close();
        QTRY_COMPARE(std::ranges::fold_left(m_chunks, qsizetype(0), std::plus()), ChannelWindowBytes);
        QVERIFY(m_nearTold->reasons.isEmpty());
        m_far->setReadingPaused(false);
        QTRY_COMPARE(m_farTold->reasons.size(), 1);
        QCOMPARE(m_farTold->text.size(), 2 * ChannelWindowBytes);
    }

    void whatHasComeIsReadBeforeTheEnd()
    {
        m_far->setReadingPaused(true);
        m_near->send("last words");
        m_near->close();
        QTRY_COMPARE(m_nearTold->reasons.size(), 1);
        QTRY_VERIFY(!m_chunks.isEmpty());
        QVERIFY(m_farTold->reasons.isEmpty());
        m_far->setReadingPaused(false);
        QTRY_COMPARE(m_farTold->reasons.size(), 1);
        QCOMPARE(m_farTold->text, QByteArray("last words"));
    }

    void abortsAtOnce()
    {
        m_near->abort({ErrorCode::Timeout, u"silent"_s, {}, {}, {}});
        QCOMPARE(m_nearTold->reasons.size(), 1);
        QCOMPARE(m_nearTold->reasons.first().code, ErrorCode::Timeout);
        QTRY_COMPARE(m_farTold->reasons.size(), 1);
        QCOMPARE(m_farTold->reasons.first().text, u"silent"_s);
    }

    void thePeerHearsThatAnEndWasDropped()
    {
        m_near.reset();
        QTRY_COMPARE(m_farTold->reasons.size(), 1);
        QCOMPARE(m_farTold->reasons.first().code, ErrorCode::Cancelled);
    }

    void endsWithItsConnection()
    {
        m_nearPeer->close();
        QTRY_COMPARE(m_nearTold->reasons.size(), 1);
        QTRY_COMPARE(m_farTold->reasons.size(), 1);
        QCOMPARE(m_nearTold->reasons.first().code, ErrorCode::Unavailable);
        QCOMPARE(m_farTold->reasons.first().code, ErrorCode::Unavailable);
        m_near->send("into the void");
        m_near->close();
        const auto late = Channels::of(*m_nearPeer).open(Number + 1, {});
        QSignalSpy closed(late.get(), &Transport::closed);
        QTRY_COMPARE(closed.size(), 1);
    }

    void survivesItsConnection()
    {
        auto second = Channels::of(*m_nearPeer).open(Number + 1, {});
        connect(m_near.get(), &Transport::closed, this, [&second] { second.reset(); });
        connect(second.get(), &Transport::closed, this, [this] { m_near.reset(); });
        m_nearPeer.reset();
        QCOMPARE(int(bool(m_near)) + int(bool(second)), 1);
    }

    void canBeDeletedWhileItTells()
    {
        connect(m_far.get(), &Transport::received, this, [this] { m_far.reset(); });
        m_near->send("hello\n");
        QTRY_COMPARE(m_nearTold->reasons.size(), 1);
    }

    void endsWithAPeerThatDoesNotKeepToTheLimits_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("params");
        QTest::addColumn<int>("times");
        const QByteArray chunk = dataParams(Number, QByteArray(ChannelChunkBytes, 'x'));
        QTest::newRow("beyond the window") << QByteArray(ChannelData::Notification) << chunk
                                           << int(ChannelWindowBytes / ChannelChunkBytes) + 1;
        QTest::newRow("too large a piece") << QByteArray(ChannelData::Notification)
                                           << dataParams(Number, QByteArray(ChannelChunkBytes + 1, 'x')) << 1;
        QTest::newRow("no data") << QByteArray(ChannelData::Notification) << QByteArray(R"({"channel":7})")
                                 << 1;
        QTest::newRow("credit for nothing")
            << QByteArray(ChannelCredit::Notification) << QByteArray(R"({"channel":7,"bytes":1})") << 1;
    }

    void endsWithAPeerThatDoesNotKeepToTheLimits()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, params);
        QFETCH(int, times);
        m_far->setReadingPaused(true);
        for (int i = 0; i < times; ++i)
            m_nearPeer->notify(method, params);
        QTRY_COMPARE(m_farTold->reasons.size(), 1);
        QCOMPARE(m_farTold->reasons.first().code, ErrorCode::Invalid);
        QVERIFY(!m_farPeer->isClosed());
    }

    void leavesOthersAlone()
    {
        m_nearPeer->notify(ChannelData::Notification, dataParams(Number + 1, "whose?"));
        m_nearPeer->notify(ChannelData::Notification, "{}");
        m_nearPeer->notify("channel.unheard", R"({"channel":7})");
        m_near->send("mine");
        QTRY_COMPARE(m_farTold->text, QByteArray("mine"));
    }

    void callsGoThrough()
    {
        RpcPeer caller(std::move(m_near));
        RpcPeer callee(std::move(m_far));
        callee.setRequestHandler([](const std::shared_ptr<IncomingRequest> &request) {
            request->answer(toJson(PingAnswer{now()}));
        });
        QCOMPARE(caller.identity().via, u"HUB"_s);
        std::optional<Result<PingAnswer>> answer;
        QCoro::connect(caller.call<api::Ping>(), this,
                       [&](const Result<PingAnswer> &said) { answer = said; });
        QTRY_VERIFY(answer);
        QVERIFY((*answer)->clock);
    }
};

QTEST_GUILESS_MAIN(TestChannelTransport)
#include "tst_channeltransport.moc"
