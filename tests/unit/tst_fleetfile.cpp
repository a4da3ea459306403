// SPDX-License-Identifier: Apache-2.0
#include "console/store/fleetfile.h"
#include "tests/support/filesizelimit.h"
#include "tests/support/knownsystem.h"

#include <QFile>
#include <QLockFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace muster;
using namespace muster::console;
using namespace Qt::StringLiterals;

namespace {

PairedNode nodeOf(const QString &id)
{
    return {id, u"drawer"_s, u"10.0.0.1:7117"_s, Role::Operator, Timestamp(std::chrono::milliseconds(1)), 1};
}

Result<FleetDocument> addNode(const QString &path, const QString &id)
{
    return changeFleetFile(path, [&](FleetDocument &document) {
        document.nodes.append(nodeOf(id));
        return Result<void>();
    });
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace

class TestFleetFile : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_path;

private Q_SLOTS:
    void init()
    {
        m_path = m_folder.filePath(u"%1/fleet.json"_s.arg(QLatin1StringView(QTest::currentTestFunction())))
                 + QLatin1StringView(QTest::currentDataTag());
        QDir().mkpath(QFileInfo(m_path).path());
        QFile::setPermissions(QFileInfo(m_path).path(),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    void noFileIsAnEmptyFleet()
    {
        QCOMPARE(readFleetFile(m_path).value(), FleetDocument());
        QVERIFY(!QFile::exists(m_path));
    }

    void comesBackAsItWas()
    {
        const auto written = changeFleetFile(m_path, [](FleetDocument &document) {
            document.identity = u"ME"_s;
            document.keyStorage = KeyStorage::File;
            document.nodes = {nodeOf(u"A"_s), nodeOf(u"B"_s)};
            document.systems = {{u"db-1"_s, {{1, u"A"_s, {}, {}}, {2, u"B"_s, {}, {}}}, u"A"_s}};
            return Result<void>();
        });
        QVERIFY(written);
        QCOMPARE(readFleetFile(m_path).value(), *written);
        QCOMPARE(QFile::permissions(m_path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }

    void anOlderFileHoldsGroups()
    {
        write(m_path, R"({"format":1,"nodes":[],"systems":[)"
                      R"({"name":"db-1","members":[{"instance":1,"nodeId":"A"}],"coordinator":"A"}]})");
        const auto read = readFleetFile(m_path);
        QVERIFY(read);
        QCOMPARE(read->systems.size(), 1);
        QVERIFY(!read->systems.first().signedTerms);
        QVERIFY(systemIdOf(read->systems.first()).isEmpty());
    }

    void aSystemTakesTheGroupsPlaceAndOnlyGoesForward()
    {
        test::KnownSystem known({u"A"_s}, u"db-1"_s);
        FleetSystem older;
        older.signedTerms = known.text();
        known.terms.generation = 2;
        known.terms.name = u"rack"_s;
        FleetSystem newer;
        newer.signedTerms = known.text();
        FleetDocument document;
        document.systems = {{u"db-1"_s, {{1, u"A"_s, {}, {}}}, u"A"_s}};
        putSystem(document, older);
        QCOMPARE(document.systems.size(), 1);
        QCOMPARE(systemIdOf(document.systems.first()), known.terms.id);
        putSystem(document, newer);
        putSystem(document, older);
        QCOMPARE(document.systems.size(), 1);
        QCOMPARE(document.systems.first().name, u"rack"_s);
        takeOutSystem(document, known.terms.id);
        QVERIFY(document.systems.isEmpty());
    }

    void neverOverwritesWhatItCannotRead_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("not JSON") << QByteArray("{\"nodes\": [") << QString();
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("another kind") << QByteArray("[]") << u"object"_s;
        QTest::newRow("a node without id")
            << QByteArray(R"({"format":1,"nodes":[{"name":"a"}],"systems":[]})") << u"nodes[0].nodeId"_s;
        QTest::newRow("a newer format")
            << QByteArray(R"({"format":2,"nodes":[],"systems":[]})") << u"newer"_s;
    }

    void neverOverwritesWhatItCannotRead()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        write(m_path, text);
        const auto read = readFleetFile(m_path);
        QVERIFY(!read);
        QCOMPARE(read.error().code, ErrorCode::Invalid);
        QVERIFY2(describe(read.error()).contains(says), qPrintable(describe(read.error())));
        QVERIFY(!addNode(m_path, u"A"_s));
        QCOMPARE(contentOf(m_path), text);
    }

    void twoWritersLoseNothing()
    {
        const auto addMany = [this](const QString &prefix) {
            for (int i = 0; i < 20; ++i)
                (void)addNode(m_path, prefix + QString::number(i));
        };
        std::thread other(addMany, u"a"_s);
        addMany(u"b"_s);
        other.join();
        QCOMPARE(readFleetFile(m_path)->nodes.size(), 40);
    }

    void aRefusedChangeChangesNothing()
    {
        QVERIFY(addNode(m_path, u"A"_s));
        const QByteArray before = contentOf(m_path);
        const auto changed = changeFleetFile(m_path, [](FleetDocument &document) -> Result<void> {
            document.nodes.clear();
            return fail(ErrorCode::Conflict, u"no"_s);
        });
        QCOMPARE(changed.error().code, ErrorCode::Conflict);
        QCOMPARE(contentOf(m_path), before);
    }

    void aFullDiskLeavesTheOldFile()
    {
        QVERIFY(addNode(m_path, u"A"_s));
        const QByteArray before = contentOf(m_path);
        {
            const test::FileSizeLimit full(64);
            const auto changed = addNode(m_path, u"B"_s);
            QVERIFY(!changed);
            QCOMPARE(changed.error().code, ErrorCode::Io);
        }
        QCOMPARE(contentOf(m_path), before);
    }
};

QTEST_GUILESS_MAIN(TestFleetFile)
#include "tst_fleetfile.moc"
