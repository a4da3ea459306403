// SPDX-License-Identifier: Apache-2.0
#include "shared/model/timestamp.h"

#include <QTest>

using namespace muster;

class TestTimestamp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesIso_data()
    {
        QTest::addColumn<qint64>("milliseconds");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("epoch") << qint64(0) << QByteArray("1970-01-01T00:00:00.000Z");
        QTest::newRow("milliseconds kept") << qint64(1795271537381) << QByteArray("2026-11-21T14:32:17.381Z");
        QTest::newRow("leap day") << qint64(1709164800000) << QByteArray("2024-02-29T00:00:00.000Z");
        QTest::newRow("before the epoch") << qint64(-1) << QByteArray("1969-12-31T23:59:59.999Z");
    }

    void writesIso()
    {
        QFETCH(qint64, milliseconds);
        QFETCH(QByteArray, text);
        const Timestamp time{std::chrono::milliseconds(milliseconds)};
        QCOMPARE(toIso(time), text);
        QCOMPARE(timestampFromIso(text), time);
        QCOMPARE(toDateTime(time).toString(Qt::ISODateWithMs).toLatin1(), text);
    }

    void readsSecondsOnly()
    {
        QCOMPARE(toIso(timestampFromIso("2026-11-21T14:02:17Z").value()),
                 QByteArray("2026-11-21T14:02:17.000Z"));
    }

    void refusesOtherForms_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"", "2026-11-21", "2026-11-21 14:02:17.381Z", "2026-11-21T14:02:17.381",
              "2026-11-21T14:02:17.38Z", "2026-13-21T14:02:17.381Z", "2026-02-29T14:02:17.381Z",
              "2026-11-21T24:02:17.381Z", "2026-11-21T14:60:17.381Z", "2026-11-21T14:02:60.381Z",
              "-026-11-21T14:02:17.381Z", "2026-11-21T14:02:17.381+00:00", "2026-11-2xT14:02:17.381Z"})
            QTest::newRow(text) << QByteArray(text);
    }

    void refusesOtherForms()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!timestampFromIso(text));
    }

    void takesMicrosecondsOfSystemd()
    {
        QCOMPARE(fromMicrosecondsSinceEpoch(1795271537381999).time_since_epoch().count(), 1795271537381);
    }
};

QTEST_APPLESS_MAIN(TestTimestamp)
#include "tst_timestamp.moc"
