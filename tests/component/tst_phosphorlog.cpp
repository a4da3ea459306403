// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/busconnection.h"
#include "agent/platform/phosphor/phosphorlog.h"
#include "shared/model/codec.h"

#include "tests/support/fakephosphor.h"
#include "tests/support/privatebus.h"

#include <QCoroTest>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {

using Release = test::FakeErrorLog::Release;
using StringMap = QMap<QString, QString>;

QString level(const QString &word)
{
    return u"xyz.openbmc_project.Logging.Entry.Level."_s + word;
}

/// An OpenBMC's error log on a bus of its own, and us beside it.
struct Bmc
{
    test::PrivateBus daemon;
    bool hasDaemon = daemon.start();
    test::FakeErrorLog fake;
    BusConnection bus{daemon.address()};
    PhosphorLog log;
    QSignalSpy added{&log, &LogPlatform::added};
    QSignalSpy removed{&log, &LogPlatform::removed};

    explicit Bmc(Release release = Release::Newer)
        : fake(daemon.address(), release)
        , log(bus)
    {
        bus.start();
    }
    void appear()
    {
        QVERIFY(fake.appear());
        QTRY_VERIFY(log.isOpenBmc());
        QTRY_VERIFY(QCoro::waitFor(log.read()));
    }
    QList<LogEntry> all()
    {
        const auto reading = QCoro::waitFor(log.read());
        return reading ? reading->entries : QList<LogEntry>();
    }
    QStringList messages()
    {
        QStringList messages;
        for (const LogEntry &one : all())
            messages.append(one.message);
        return messages;
    }
    Result<LogEntry> entry(const QString &path) { return QCoro::waitFor(log.entry(path.section(u'/', -1))); }
    QStringList blocking()
    {
        QStringList messages;
        const auto blocks = QCoro::waitFor(log.blocks());
        for (const LogEntry &one : blocks.value_or(QList<LogEntry>()))
            messages.append(one.message);
        return messages;
    }
};

} // namespace

class TestPhosphorLog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isNotThereIsUnavailableAndNotEmpty()
    {
        Bmc bmc;
        QTRY_VERIFY(bmc.bus.isConnected());
        const auto reading = QCoro::waitFor(bmc.log.read());
        QVERIFY(!reading);
        QCOMPARE(reading.error().code, ErrorCode::Unavailable);
        QVERIFY(!bmc.log.isOpenBmc());
        QCOMPARE(QCoro::waitFor(bmc.log.blocks()).error().code, ErrorCode::Unavailable);
        QCOMPARE(QCoro::waitFor(bmc.log.removeAll()).error().code, ErrorCode::Unavailable);
    }

    void tellsWhatIsThere()
    {
        Bmc bmc;
        const QString path = bmc.fake.log(u"a.b.Error.C"_s, level(u"Critical"_s), {{u"UNIT"_s, u"fan"_s}});
        bmc.appear();
        const QList<LogEntry> all = bmc.all();
        QCOMPARE(all.size(), 1);
        QCOMPARE(all.first().id, path.section(u'/', -1));
        QCOMPARE(all.first().message, u"a.b.Error.C"_s);
        QCOMPARE(all.first().severity, LogSeverity::Critical);
        QCOMPARE(all.first().isResolved, std::optional(false));
        QCOMPARE(all.first().source, path);
        QVERIFY(all.first().at);
        QVERIFY(all.first().data.isEmpty());
        QVERIFY(isOpen(all.first()));
        QCOMPARE(bmc.added.size(), 0); // it was there before
    }

    void additionalDataHasTwoForms_data()
    {
        QTest::addColumn<int>("release");
        QTest::newRow("list") << int(Release::Older);
        QTest::newRow("dictionary") << int(Release::Newer);
    }
    void additionalDataHasTwoForms()
    {
        QFETCH(int, release);
        Bmc bmc{Release(release)};
        bmc.appear();
        const QString path =
            bmc.fake.log(u"a.b.Error.C"_s, level(u"Error"_s), {{u"PATH"_s, u"a=b"_s}, {u"UNIT"_s, u"fan"_s}});
        bmc.fake.associate(path, {u"/xyz/openbmc_project/inventory/system/fan3"_s});
        const auto entry = bmc.entry(path);
        QVERIFY2(entry, entry ? "" : qPrintable(describe(entry.error())));
        QCOMPARE(entry->data.size(), 2);
        QCOMPARE(entry->data.first(), (ErrorDatum{u"PATH"_s, u"a=b"_s}));
        QCOMPARE(entry->data.last(), (ErrorDatum{u"UNIT"_s, u"fan"_s}));
        QCOMPARE(entry->about, QStringList{u"/xyz/openbmc_project/inventory/system/fan3"_s});
        QVERIFY(!entry->isCut);
    }

    void hostileTextIsBoundedAndSafe()
    {
        Bmc bmc;
        bmc.appear();
        StringMap data{{u"HUGE"_s, QString(3 * 1024 * 1024, u'x')}, {u"ROGUE\n"_s, u"\u001b[31m\u202egnp"_s}};
        for (int i = 0; i < 100; ++i)
            data.insert(u"K%1"_s.arg(i), u"v"_s);
        const QString path = bmc.fake.log(u"a\u001b]0;title\u0007\nb"_s, u"no such word"_s, data);
        QTRY_COMPARE(bmc.added.size(), 1);
        const auto entry = bmc.entry(path);
        QVERIFY2(entry, entry ? "" : qPrintable(describe(entry.error())));
        QVERIFY(entry->isCut);
        QCOMPARE(entry->data.size(), MaxLogData);
        QCOMPARE(entry->severity, LogSeverity::Unknown);
        const QByteArray json = toJson(*entry);
        QVERIFY2(json.size() < 64 * 1024, QByteArray::number(json.size()).constData());
        for (const char *bad : {"\\u001b", "\\u0007", "\xE2\x80\xAE"})
            QVERIFY2(!json.contains(bad), bad);
        QVERIFY(fromJson<LogEntry>(json));
    }

    void followsWhatHappens()
    {
        Bmc bmc;
        bmc.appear();
        const QString one = bmc.fake.log(u"one"_s, level(u"Error"_s), {});
        QTRY_COMPARE(bmc.added.size(), 1);
        QCOMPARE(bmc.added.first().first().value<LogEntry>().message, u"one"_s);
        bmc.fake.resolve(one);
        QTRY_COMPARE(bmc.all().first().isResolved, std::optional(true));
        QVERIFY(!isOpen(bmc.all().first()));
        bmc.fake.deleteEntry(one);
        QTRY_COMPARE(bmc.removed.size(), 1);
        QCOMPARE(bmc.removed.first().first().toStringList(), QStringList{one.section(u'/', -1)});
        QVERIFY(bmc.all().isEmpty());
        const int asked = bmc.fake.calls(u"GetManagedObjects"_s);
        QCOMPARE(asked, 1); // all else was told by signals
    }

    void newestFirstWhateverTheIds()
    {
        Bmc bmc;
        bmc.appear();
        bmc.fake.log(u"older"_s, level(u"Error"_s), {});
        const auto before = now();
        QTRY_VERIFY(now() > before); // the log counts in milliseconds
        bmc.fake.log(u"newer"_s, level(u"Error"_s), {});
        QTRY_COMPARE(bmc.messages(), (QStringList{u"newer"_s, u"older"_s}));
    }

    void aRestartIsNoNewEntry()
    {
        Bmc bmc;
        const QString one = bmc.fake.log(u"one"_s, level(u"Error"_s), {});
        bmc.fake.log(u"two"_s, level(u"Error"_s), {});
        bmc.appear();
        bmc.fake.vanish();
        QTRY_COMPARE(QCoro::waitFor(bmc.log.read()).has_value(), false);
        QVERIFY(bmc.log.isOpenBmc());
        bmc.fake.deleteEntry(one);
        bmc.fake.log(u"three"_s, level(u"Error"_s), {});
        QVERIFY(bmc.fake.appear());
        QTRY_COMPARE(bmc.added.size(), 1);
        QCOMPARE(bmc.added.first().first().value<LogEntry>().message, u"three"_s);
        QCOMPARE(bmc.removed.size(), 1);
        QCOMPARE(bmc.all().size(), 2);
    }

    void deletesOneAndAll()
    {
        Bmc bmc;
        bmc.appear();
        const QString one = bmc.fake.log(u"one"_s, level(u"Error"_s), {});
        bmc.fake.log(u"two"_s, level(u"Error"_s), {});
        QTRY_COMPARE(bmc.added.size(), 2);
        QVERIFY(QCoro::waitFor(bmc.log.remove(one.section(u'/', -1))));
        QTRY_COMPARE(bmc.messages(), QStringList{u"two"_s});
        QCOMPARE(QCoro::waitFor(bmc.log.remove(one.section(u'/', -1))).error().code, ErrorCode::NotFound);
        QCOMPARE(QCoro::waitFor(bmc.log.remove(u"../../dump/bmc/entry/1"_s)).error().code,
                 ErrorCode::NotFound);
        QVERIFY(QCoro::waitFor(bmc.log.removeAll()));
        QVERIFY(QCoro::waitFor(bmc.log.refresh()));
        QCOMPARE(bmc.messages(), QStringList{u"xyz.openbmc_project.Logging.Cleared"_s});
    }

    void aRefusedDeletionSaysWhy()
    {
        Bmc bmc;
        bmc.appear();
        const QString one = bmc.fake.log(u"one"_s, level(u"Error"_s), {});
        QTRY_COMPARE(bmc.added.size(), 1);
        bmc.fake.deleteRefusal = u"xyz.openbmc_project.Common.Error.NotAllowed"_s;
        QCOMPARE(QCoro::waitFor(bmc.log.remove(one.section(u'/', -1))).error().code, ErrorCode::Conflict);
        QCOMPARE(QCoro::waitFor(bmc.log.removeAll()).error().code, ErrorCode::Conflict);
        QCOMPARE(bmc.messages(), QStringList{u"one"_s});
    }

    void whatBlocksIsTold()
    {
        Bmc bmc;
        const QString one = bmc.fake.log(u"one"_s, level(u"Error"_s), {});
        bmc.fake.block(one);
        bmc.appear();
        QCOMPARE(bmc.blocking(), QStringList{u"one"_s});
        const QString two = bmc.fake.log(u"two"_s, level(u"Error"_s), {});
        const QString block = bmc.fake.block(two);
        QTRY_COMPARE(bmc.blocking().size(), 2);
        bmc.fake.deleteEntry(block);
        QTRY_COMPARE(bmc.blocking(), QStringList{u"one"_s});
        bmc.fake.resolve(one);
        QTRY_VERIFY(bmc.blocking().isEmpty());
    }

    void othersSignalsAreNotBelieved()
    {
        Bmc bmc;
        bmc.appear();
        test::FakeErrorLog other(bmc.daemon.address());
        other.log(u"forged"_s, level(u"Error"_s), {});
        bmc.fake.log(u"true"_s, level(u"Error"_s), {});
        QTRY_COMPARE(bmc.added.size(), 1);
        QCOMPARE(bmc.messages(), QStringList{u"true"_s});
    }
};

QTEST_GUILESS_MAIN(TestPhosphorLog)
#include "tst_phosphorlog.moc"
