// SPDX-License-Identifier: Apache-2.0
#include "console/views/dialogs/addresslist.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace muster::console {

class TestAddressList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAddressIs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("host") << u"drawer-a"_s << true;
        QTest::newRow("host and port") << u"drawer-a.example:7117"_s << true;
        QTest::newRow("IPv4") << u"10.20.3.41"_s << true;
        QTest::newRow("IPv6") << u"[fe80::1]"_s << true;
        QTest::newRow("IPv6 and port") << u"[fe80::1]:7117"_s << true;
        QTest::newRow("IPv6 without brackets") << u"fe80::1"_s << false;
        QTest::newRow("bracket open") << u"[fe80::1"_s << false;
        QTest::newRow("space") << u"bmc one"_s << false;
        QTest::newRow("begins with a dash") << u"-oProxyCommand=x"_s << false;
        QTest::newRow("port 0") << u"a:0"_s << false;
        QTest::newRow("port 65535") << u"a:65535"_s << true;
        QTest::newRow("port 65536") << u"a:65536"_s << false;
        QTest::newRow("port is no number") << u"a:b"_s << false;
        QTest::newRow("port is missing") << u"a:"_s << false;
        QTest::newRow("label of 64") << QString(64, u'a') << false;
    }

    void anAddressIs()
    {
        QFETCH(const QString, text);
        QFETCH(const bool, isGood);
        QCOMPARE(whyNoAddress(text).isEmpty(), isGood);
    }

    void wrongLinesAreToldByNumber()
    {
        const AddressList list =
            AddressList::of("10.0.0.1\n# all of row 2\n\nbmc one\n10.0.0.1 # again\n10.0.0.2\r\n");
        QCOMPARE(list.addresses, QStringList({u"10.0.0.1"_s, u"10.0.0.2"_s}));
        QCOMPARE(list.wrong.size(), 1);
        QCOMPARE(list.wrong.first().line, 4);
        QCOMPARE(list.wrong.first().text, u"bmc one"_s);
    }

    void sizesAreBounded()
    {
        QByteArray file;
        for (int i = 0; i <= AddressList::MaxAddresses; ++i)
            file += "h" + QByteArray::number(i) + '\n';
        const AddressList list = AddressList::of(file);
        QCOMPARE(list.addresses.size(), AddressList::MaxAddresses);
        QCOMPARE(list.wrong.size(), 1);
        QVERIFY(AddressList::of(QByteArray(AddressList::MaxBytes + 1, 'a')).addresses.isEmpty());
    }
};

} // namespace muster::console

QTEST_GUILESS_MAIN(muster::console::TestAddressList)
#include "tst_addresslist.moc"
