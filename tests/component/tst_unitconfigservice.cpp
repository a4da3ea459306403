// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/simulated/simulatedunits.h"
#include "agent/state/problems.h"
#include "agent/units/unitconfigservice.h"
#include "shared/tls/digest.h"

#include "tests/support/memoryeventlog.h"

#include <QCoroTest>
#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace muster;
using namespace muster::agent;
using namespace Qt::StringLiterals;

namespace {

const QByteArray Fans = R"({"services": ["fan-control.service"]})";

QString hashOf(const QByteArray &text)
{
    return QString::fromLatin1(sha256({text}).toHex());
}

/// A platform that cannot tell which units it has.
class DumbUnits : public SimulatedUnits
{
public:
    QCoro::Task<Result<QStringList>> known(QStringList units) override
    {
        return UnitPlatform::known(std::move(units));
    }
};

template <typename Units = SimulatedUnits>
struct Place
{
    QTemporaryDir top;
    test::MemoryEventLog log;
    Problems problems{log};
    Units units;
    UnitFolder folder{top.filePath(u"units.d"_s), problems};
    UnitConfigService service{units, folder};

    Place()
    {
        QDir(top.path()).mkdir(u"units.d"_s);
        units.run(u"fan-control.service"_s);
        units.run(u"psu.service"_s);
    }
    [[nodiscard]] QString pathOf(const QString &name) const { return top.filePath(u"units.d/"_s + name); }
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(pathOf(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    [[nodiscard]] QByteArray read(const QString &name) const
    {
        QFile file(pathOf(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] UnitConfigCheck check(const QString &name, const QByteArray &text) const
    {
        return QCoro::waitFor(service.check({name, QString::fromUtf8(text), false}))
            .value_or(UnitConfigCheck());
    }
    Result<UnitConfigCheck> set(const QString &name, const QByteArray &text, const QString &replaces = {})
    {
        return QCoro::waitFor(service.set({name, QString::fromUtf8(text), replaces}));
    }
    Result<UnitConfigCheck> remove(const QString &name, const QString &replaces)
    {
        return QCoro::waitFor(service.remove({name, replaces}));
    }
};

WatchPreview previewOf(const UnitConfigCheck &check, const QString &unit)
{
    const auto found = std::ranges::find(check.units, unit, &WatchPreview::unit);
    return found == check.units.cend() ? WatchPreview() : *found;
}

QByteArray manyServices(QByteArrayView letter, qsizetype count)
{
    QByteArrayList names;
    for (qsizetype i = 0; i < count; ++i)
        names.append('"' + letter.toByteArray() + QByteArray::number(i) + ".service\"");
    return "{\"services\": [" + names.join(',') + "]}";
}

} // namespace

class TestUnitConfigService : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsTheFiles()
    {
        Place place;
        place.write(u"a.json"_s, Fans);
        place.write(u"b.json"_s, Fans);
        place.folder.start();
        place.write(u"b.json"_s, "{\n\"services\": [\"oops\"]}");
        place.folder.readNow();
        const auto config = place.service.config({});
        QVERIFY(config);
        QCOMPARE(config->folder, place.top.filePath(u"units.d"_s));
        QCOMPARE(config->files.size(), 2);
        const UnitConfigFile &good = config->files.first();
        QCOMPARE(good.name, u"a.json"_s);
        QCOMPARE(good.text, QString::fromUtf8(Fans));
        QCOMPARE(good.size, Fans.size());
        QCOMPARE(good.hash, hashOf(Fans));
        QVERIFY(good.modifiedAt && !good.fault && !good.olderInForce);
        const UnitConfigFile &bad = config->files.last();
        QVERIFY(bad.fault && bad.olderInForce);
        QCOMPARE(bad.fault->line, 2);
        QCOMPARE(bad.fault->key, u"services[0]"_s);
        QVERIFY(bad.fault->remedy.contains(u"full name"));

        QCOMPARE(place.service.config(u"a.json"_s)->files.size(), 1);
        QCOMPARE(place.service.config(u"none.json"_s).error().code, ErrorCode::NotFound);
        QCOMPARE(place.service.config(u"../units.d/a.json"_s).error().code, ErrorCode::NotFound);
    }

    void leavesOutTextsThatAMessageHasNoRoomFor()
    {
        Place place;
        const QByteArray large = Fans + QByteArray(MaxUnitFileBytes - Fans.size(), ' ');
        for (const char *name : {"a.json", "b.json", "c.json", "d.json"})
            place.write(QString::fromLatin1(name), large);
        place.write(u"e.json"_s, "\xff\xfe");
        place.write(u"f.json"_s, large + ' ');
        place.folder.start();
        const auto config = place.service.config({});
        QVERIFY(config);
        QVERIFY(config->files.at(1).text);
        QVERIFY(!config->files.at(3).text);
        QCOMPARE(config->files.at(3).hash, hashOf(large));
        QCOMPARE(place.service.config(u"d.json"_s)->files.first().text, QString::fromUtf8(large));
        for (const int unreadable : {4, 5}) {
            QVERIFY(!config->files.at(unreadable).text);
            QVERIFY(!config->files.at(unreadable).hash.isEmpty());
        }
        QVERIFY(toJson(*config).size() < 1024 * 1024);
    }

    void previewsWhatAFileChanges()
    {
        Place place;
        place.write(u"a.json"_s, R"({"services": ["fan-control.service", "old.service", "same.service"]})");
        place.folder.start();
        const UnitConfigCheck check = place.check(
            u"a.json"_s,
            R"({"services": ["fan-control.service", "psu.service", "typo.service", "same.service"],
            "immediate_quiesce_services": ["fan-control.service"],
            "targets": {"x.target": {"errorsToMonitor": ["done"], "errorToLog": "e"}},
            "recovery": {"psu.service": {"action": "restart", "attempts": 3}}})");
        QVERIFY(check.faults.isEmpty());
        QCOMPARE(check.replaces, hashOf(place.read(u"a.json"_s)));
        QCOMPARE(check.units.size(), 6);
        const WatchPreview fan = previewOf(check, u"fan-control.service"_s);
        QCOMPARE(fan.change, WatchChange::Changed);
        QVERIFY(fan.immediate);
        const WatchPreview psu = previewOf(check, u"psu.service"_s);
        QCOMPARE(psu.change, WatchChange::Added);
        QCOMPARE(psu.known, UnitKnowledge::Known);
        QCOMPARE(psu.recovery, u"restart"_s);
        QCOMPARE(psu.attempts, 3);
        QCOMPARE(previewOf(check, u"typo.service"_s).known, UnitKnowledge::NotFound);
        QCOMPARE(previewOf(check, u"x.target"_s).results, QStringList(u"done"_s));
        QCOMPARE(previewOf(check, u"old.service"_s).change, WatchChange::Dropped);
        QCOMPARE(previewOf(check, u"same.service"_s).change, WatchChange::Kept);
        QCOMPARE(place.folder.units().size(), 3); // It was only asked.
    }

    void saysThatItIsNotKnownWhatTheMachineHas()
    {
        Place<DumbUnits> place;
        place.folder.start();
        const UnitConfigCheck check = place.check(u"a.json"_s, Fans);
        QCOMPARE(check.units.first().known, UnitKnowledge::Unknown);
        QVERIFY(check.replaces.isEmpty());
    }

    void tellsFaultsOfWhatIsChecked()
    {
        Place place;
        place.folder.start();
        const UnitConfigCheck check = place.check(u"a.json"_s, "{\n\"services\": [\"oops\"]}");
        QCOMPARE(check.faults.size(), 1);
        QCOMPARE(check.faults.first().line, 2);
        QVERIFY(check.units.isEmpty());
        QCOMPARE(QCoro::waitFor(place.service.check({u"a/b.json"_s, {}, false})).error().field, u"name"_s);
    }

    void tellsContradictionsBeforeTheyAreMade()
    {
        Place place;
        place.write(u"a.json"_s,
                    R"({"targets": {"x.target": {"errorsToMonitor": ["done"], "errorToLog": "e"}}})");
        place.folder.start();
        const UnitConfigCheck check = place.check(
            u"b.json"_s, R"({"targets": {"x.target": {"errorsToMonitor": ["done"], "errorToLog": "f"}}})");
        QCOMPARE(check.findings.size(), 1);
        QVERIFY(check.findings.first().contains(u"b.json counts"));
    }

    void writesAndAppliesAtOnce()
    {
        Place place;
        place.folder.start();
        QSignalSpy changed(&place.folder, &UnitFolder::changed);
        const auto set = place.set(u"critical.json"_s, Fans);
        QVERIFY2(set, qPrintable(set ? QString() : describe(set.error())));
        QCOMPARE(set->replaces, hashOf(Fans));
        QCOMPARE(previewOf(*set, u"fan-control.service"_s).change, WatchChange::Added);
        QCOMPARE(place.read(u"critical.json"_s), Fans);
        QCOMPARE(place.folder.units(), QStringList(u"fan-control.service"_s));
        QCOMPARE(changed.size(), 1);

        const QByteArray other = R"({"services": ["psu.service"]})";
        QVERIFY(place.set(u"critical.json"_s, other, set->replaces.toUpper()));
        QCOMPARE(place.folder.units(), QStringList(u"psu.service"_s));
    }

    void makesTheFolder()
    {
        Place place;
        QVERIFY(QDir(place.top.path()).rmdir(u"units.d"_s));
        place.folder.start();
        QVERIFY(place.set(u"critical.json"_s, Fans));
        QCOMPARE(place.read(u"critical.json"_s), Fans);
    }

    void writesOnlyOverWhatWasSeen()
    {
        Place place;
        place.write(u"a.json"_s, Fans);
        place.folder.start();
        const QByteArray mine = R"({"services": ["psu.service"]})";
        QCOMPARE(place.set(u"a.json"_s, mine).error().code, ErrorCode::Conflict);
        QCOMPARE(place.set(u"a.json"_s, mine, hashOf("something else")).error().code, ErrorCode::Conflict);
        QCOMPARE(place.set(u"b.json"_s, mine, hashOf(Fans)).error().code, ErrorCode::Conflict);
        QCOMPARE(place.read(u"a.json"_s), Fans);
        QVERIFY(!QFile::exists(place.pathOf(u"b.json"_s)));
    }

    void refusesWhatIsFaultyWhole()
    {
        Place place;
        place.write(u"a.json"_s, Fans);
        place.folder.start();
        const auto faulty = place.set(u"a.json"_s, "{\n\"services\": [\"oops\"]}", hashOf(Fans));
        QCOMPARE(faulty.error().code, ErrorCode::Invalid);
        QCOMPARE(faulty.error().source, u"a.json:2"_s);
        QCOMPARE(place.set(u".a.json"_s, Fans).error().field, u"name"_s);
        QCOMPARE(place.set(u"../a.json"_s, Fans).error().field, u"name"_s);
        QCOMPARE(place.read(u"a.json"_s), Fans);
        QCOMPARE(QDir(place.top.path()).entryList(QDir::Files), QStringList());
    }

    void saysWhyItCannotWrite()
    {
        Place place;
        QVERIFY(QDir(place.top.path()).rmdir(u"units.d"_s));
        QFile inTheWay(place.top.filePath(u"units.d"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        place.folder.start();
        const auto set = place.set(u"a.json"_s, Fans);
        QVERIFY(!set);
        QCOMPARE(set.error().code, ErrorCode::Io);
    }

    void removesWhatWasSeen()
    {
        Place place;
        place.write(u"a.json"_s, Fans);
        place.write(u"b.json"_s, R"({"services": ["psu.service"]})");
        place.folder.start();
        const auto asked = QCoro::waitFor(place.service.check({u"a.json"_s, {}, true}));
        QVERIFY(asked);
        QCOMPARE(previewOf(*asked, u"fan-control.service"_s).change, WatchChange::Dropped);
        QCOMPARE(place.remove(u"a.json"_s, hashOf("other")).error().code, ErrorCode::Conflict);
        const auto removed = place.remove(u"a.json"_s, hashOf(Fans));
        QVERIFY(removed);
        QCOMPARE(removed->units, asked->units);
        QVERIFY(!QFile::exists(place.pathOf(u"a.json"_s)));
        QCOMPARE(place.folder.units(), QStringList(u"psu.service"_s));
        QCOMPARE(place.remove(u"a.json"_s, hashOf(Fans)).error().code, ErrorCode::Conflict);
    }

    void holdsTheLimitOnFiles()
    {
        Place place;
        for (int i = 0; i < MaxUnitFiles; ++i)
            place.write(u"f%1.json"_s.arg(i), Fans);
        place.folder.start();
        QCOMPARE(place.set(u"g.json"_s, Fans).error().code, ErrorCode::QuotaExceeded);
        QVERIFY(!QFile::exists(place.pathOf(u"g.json"_s)));
        QVERIFY(place.set(u"f0.json"_s, R"({"services": ["psu.service"]})", hashOf(Fans)));
    }

    void holdsTheLimitOnUnits()
    {
        Place place;
        place.write(u"a.json"_s, manyServices("a", MaxUnits - 1));
        place.folder.start();
        QCOMPARE(place.set(u"b.json"_s, manyServices("b", 2)).error().code, ErrorCode::QuotaExceeded);
        const auto set = place.set(u"b.json"_s, manyServices("b", 1));
        QVERIFY(set);
        QCOMPARE(set->units.size(), MaxUnits);
    }
};

QTEST_GUILESS_MAIN(TestUnitConfigService)
#include "tst_unitconfigservice.moc"
