// SPDX-License-Identifier: Apache-2.0
#include "shared/units/unitname.h"

#include <QTest>

using namespace muster;
using namespace Qt::StringLiterals;

class TestUnitName : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsNamesFromOtherText_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isName");
        QTest::newRow("service") << u"fan-control.service"_s << true;
        QTest::newRow("dots") << u"xyz.openbmc_project.State.BMC.service"_s << true;
        QTest::newRow("instance") << u"obmc-host-start@0.target"_s << true;
        QTest::newRow("escaped") << u"dev-disk-by\\x2dlabel.device"_s << true;
        QTest::newRow("255 characters") << QString(247, u'a') + u".service"_s << true;
        QTest::newRow("256 characters") << QString(248, u'a') + u".service"_s << false;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("no type") << u"fan-control"_s << false;
        QTest::newRow("unknown type") << u"fan-control.exe"_s << false;
        QTest::newRow("only a type") << u".service"_s << false;
        QTest::newRow("template without instance") << u"getty@.service"_s << false;
        QTest::newRow("instance of nothing") << u"@tty1.service"_s << false;
        QTest::newRow("pattern") << u"*.service"_s << false;
        QTest::newRow("path") << u"../../etc/passwd.service"_s << false;
        QTest::newRow("blank") << u"fan control.service"_s << false;
        QTest::newRow("option") << u"--all"_s << false;
        QTest::newRow("line feed") << u"a\nb.service"_s << false;
        QTest::newRow("not ASCII") << u"lüfter.service"_s << false;
        QTest::newRow("zero") << u"a"_s + QChar(u'\0') + u".service"_s << false;
    }
    void tellsNamesFromOtherText()
    {
        QFETCH(QString, name);
        QFETCH(bool, isName);
        QCOMPARE(isUnitName(name), isName);
    }
};

QTEST_GUILESS_MAIN(TestUnitName)
#include "tst_unitname.moc"
