// SPDX-License-Identifier: Apache-2.0
#include "agent/discovery/avahipublisher.h"
#include "tests/support/fakeavahi.h"
#include "tests/support/privatebus.h"

#include <QTest>

using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;

class TestAvahiPublisher : public QObject
{
    Q_OBJECT

    PrivateBus m_bus;
    const AvahiPublisher::Service m_service{u"drawer-1"_s, 7117, {"id=ABC", "system="}};

private Q_SLOTS:
    void initTestCase()
    {
        if (!m_bus.start())
            QSKIP("there is no dbus-daemon to start");
    }

    void publishesTheNode()
    {
        const FakeAvahi avahi(m_bus.address());
        AvahiPublisher publisher(m_service, m_bus.address());
        publisher.start();
        QTRY_COMPARE(publisher.publishedName(), u"drawer-1"_s);
        QCOMPARE(avahi.group()->port, ushort(7117));
        QCOMPARE(avahi.group()->txt, m_service.txt);
    }

    void tellsWhatHasChanged()
    {
        const FakeAvahi avahi(m_bus.address());
        AvahiPublisher publisher(m_service, m_bus.address());
        publisher.start();
        QTRY_COMPARE(publisher.publishedName(), u"drawer-1"_s);
        publisher.setTxt({"id=ABC", "system=frame"});
        QTRY_COMPARE(avahi.group()->txt, QByteArrayList({"id=ABC", "system=frame"}));
        QCOMPARE(publisher.publishedName(), u"drawer-1"_s);
    }

    void takesAnotherNameWhereOursIsTaken_data()
    {
        QTest::addColumn<bool>("late");
        QTest::newRow("known to the daemon") << false;
        QTest::newRow("found out in the network") << true;
    }

    void takesAnotherNameWhereOursIsTaken()
    {
        QFETCH(bool, late);
        FakeAvahi avahi(m_bus.address());
        avahi.taken = {u"drawer-1"_s};
        avahi.collidesLate = late;
        AvahiPublisher publisher(m_service, m_bus.address());
        publisher.start();
        QTRY_COMPARE(publisher.publishedName(), u"drawer-1 #2"_s);
    }

    void publishesAgainWhenAvahiComesBack()
    {
        auto avahi = std::make_unique<FakeAvahi>(m_bus.address());
        AvahiPublisher publisher(m_service, m_bus.address());
        publisher.start();
        QTRY_COMPARE(publisher.publishedName(), u"drawer-1"_s);
        avahi.reset();
        QTRY_COMPARE(publisher.publishedName(), QString());
        avahi = std::make_unique<FakeAvahi>(m_bus.address());
        QTRY_COMPARE(publisher.publishedName(), u"drawer-1"_s);
        QVERIFY(avahi->group()->isCommitted);
    }

    void waitsForAServerThatIsNotReady()
    {
        FakeAvahi avahi(m_bus.address());
        avahi.serverState = 1;
        AvahiPublisher publisher(m_service, m_bus.address());
        publisher.start();
        QTRY_COMPARE(avahi.timesAsked, 1);
        QVERIFY(!avahi.group());
        Q_EMIT avahi.StateChanged(2, {});
        QTRY_COMPARE(publisher.publishedName(), u"drawer-1"_s);
    }

    void doesWithoutAvahi()
    {
        AvahiPublisher publisher(m_service, m_bus.address());
        publisher.start();
        const FakeAvahi later(m_bus.address());
        QTRY_COMPARE(publisher.publishedName(), u"drawer-1"_s);
    }

    void doesWithoutABus()
    {
        AvahiPublisher publisher(m_service, u"unix:path=/nonexistent"_s);
        publisher.start();
    }
};

QTEST_GUILESS_MAIN(TestAvahiPublisher)
#include "tst_avahipublisher.moc"
