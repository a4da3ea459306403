// SPDX-License-Identifier: Apache-2.0
#include "console/units/watchtemplate.h"
#include "shared/units/unitfile.h"

#include <QTest>

#include <algorithm>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;

class TestWatchTemplate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachIsAWatchListAndSaysWhatFor_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"openbmc", "sonic", "server"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void eachIsAWatchListAndSaysWhatFor()
    {
        QFETCH(QString, name);
        const QList<WatchTemplate> all = WatchTemplates::all();
        QCOMPARE(all.size(), 3);
        const auto found = std::ranges::find(all, name, &WatchTemplate::name);
        QVERIFY(found != all.cend());
        QVERIFY(!found->title.isEmpty() && !found->description.isEmpty());
        const auto file = parseUnitFile(found->text(), name);
        QVERIFY2(file, qPrintable(file ? QString() : describe(file.error())));
        QVERIFY(file->services.size() >= 8 && !file->targets.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestWatchTemplate)
#include "tst_watchtemplate.moc"
