// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/handshakeroom.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace muster;

class TestHandshakeRoom : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isBounded();
    void silentOnesMakePlaceTheLongestWaitingFirst();
    void speakingOnesStay();
    void slowOnesMakePlaceAfterAWhile();
    void aFullShareAsksItsOwnOnly();
    void oneIpv6NetworkIsOneSource();

private:
    const IpAddress m_one = *IpAddress::parse(u"192.0.2.1");
    const IpAddress m_other = *IpAddress::parse(u"192.0.2.2");
    const HandshakeRoom::Clock::time_point m_start{};
};

void TestHandshakeRoom::isBounded()
{
    HandshakeRoom room({.all = 3, .perSource = 2});
    room.enter(1, m_one, m_start);
    QVERIFY(!room.isFull() && !room.isShareFull(m_one));
    room.enter(2, m_one, m_start);
    QVERIFY(!room.isFull() && room.isShareFull(m_one) && !room.isShareFull(m_other));
    room.enter(3, m_other, m_start);
    QVERIFY(room.isFull());
    room.leave(1);
    room.leave(1); // again, and unknown: no harm
    QVERIFY(!room.isFull() && !room.isShareFull(m_one));
    QCOMPARE(room.size(), 2);
}

void TestHandshakeRoom::silentOnesMakePlaceTheLongestWaitingFirst()
{
    HandshakeRoom room({.all = 3});
    const QSet<HandshakeRoom::Id> silent{2, 3};
    for (const HandshakeRoom::Id id : {1U, 2U, 3U})
        room.enter(id, m_one, m_start);
    const auto isSilent = [&](HandshakeRoom::Id id) { return silent.contains(id); };
    QCOMPARE(room.whoMakesPlace({}, m_start, isSilent), 2U);
}

void TestHandshakeRoom::speakingOnesStay()
{
    HandshakeRoom room({.all = 1, .patience = 2s});
    room.enter(1, m_one, m_start);
    QVERIFY(!room.whoMakesPlace({}, m_start + 2s, [](auto) { return false; }));
}

void TestHandshakeRoom::slowOnesMakePlaceAfterAWhile()
{
    HandshakeRoom room({.all = 2, .patience = 2s});
    room.enter(1, m_one, m_start);
    room.enter(2, m_one, m_start + 1s);
    QCOMPARE(room.whoMakesPlace({}, m_start + 2001ms, [](auto) { return false; }), 1U);
}

void TestHandshakeRoom::aFullShareAsksItsOwnOnly()
{
    HandshakeRoom room({.all = 10, .perSource = 1});
    room.enter(1, m_one, m_start);
    room.enter(2, m_other, m_start);
    QCOMPARE(room.whoMakesPlace(m_other, m_start, [](auto) { return true; }), 2U);
    QVERIFY(!room.whoMakesPlace(m_other, m_start, [](auto id) { return id == 1; }));
}

void TestHandshakeRoom::oneIpv6NetworkIsOneSource()
{
    const auto sourceOf = [](const QString &text) {
        return HandshakeRoom::sourceOf(*IpAddress::parse(text));
    };
    QCOMPARE(sourceOf(u"2001:db8:1:2::1"_s), sourceOf(u"2001:db8:1:2:ffff::2"_s));
    QVERIFY(sourceOf(u"2001:db8:1:2::1"_s) != sourceOf(u"2001:db8:1:3::1"_s));
    QVERIFY(sourceOf(u"192.0.2.1"_s) != sourceOf(u"192.0.2.2"_s));
}

QTEST_GUILESS_MAIN(TestHandshakeRoom)
#include "tst_handshakeroom.moc"
