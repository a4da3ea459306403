// SPDX-License-Identifier: Apache-2.0
#include "shared/tls/identityfile.h"
#include "shared/tls/peercertificate.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <optional>
#include <thread>
#include <vector>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace muster;

class TestIdentity : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void readsWhatItWrote();
    void eachHasItsOwnId();
    void validWhateverTheClockSays_data();
    void validWhateverTheClockSays();
    void rejectsPem_data();
    void rejectsPem();
    void isMadeOnceAndKept();
    void fileIsForItsOwnerOnly();
    void openFileIsRefused_data();
    void openFileIsRefused();
    void fileOfSomebodyElseIsRefused();
    void brokenFileIsNamedAndKept_data();
    void brokenFileIsNamedAndKept();
    void folderInItsPlaceIsRefused();
    void pipeInItsPlaceDoesNotHang();
    void missingFolderIsNamed();
    void existingFileIsNeverOverwritten();
    void killedStartLeavesNothingInTheWay();
    void twoThatStartAtOnceAreOneNode();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"identity.pem"_s); }
    void write(const QByteArray &content, uint mode = 0600) const;

    Identity m_identity = *Identity::generate();
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestIdentity::initTestCase()
{
    QVERIFY(!m_identity.nodeId().isNull());
}

void TestIdentity::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestIdentity::write(const QByteArray &content, uint mode) const
{
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    QCOMPARE(::chmod(QFile::encodeName(path()).constData(), mode), 0);
}

void TestIdentity::readsWhatItWrote()
{
    const auto read = Identity::fromPem(m_identity.toPem());
    QVERIFY(read);
    QCOMPARE(read->nodeId(), m_identity.nodeId());
    QVERIFY(checkKey(read->certificate()));
}

void TestIdentity::eachHasItsOwnId()
{
    QVERIFY(Identity::generate()->nodeId() != m_identity.nodeId());
}

void TestIdentity::validWhateverTheClockSays_data()
{
    const QDateTime reference(QDate(2026, 6, 1), QTime(12, 0), QTimeZone::UTC);
    const QDateTime epoch = QDateTime::fromSecsSinceEpoch(0, QTimeZone::UTC);
    QTest::addColumn<QDateTime>("made");
    QTest::addColumn<QDateTime>("used");
    QTest::newRow("used by a machine without a clock") << reference << epoch;
    QTest::newRow("made by a machine without a clock") << epoch << reference;
    QTest::newRow("19 years on") << reference << reference.addYears(19);
    QTest::newRow("the clock jumped back a year") << reference << reference.addYears(-1);
}

void TestIdentity::validWhateverTheClockSays()
{
    QFETCH(QDateTime, made);
    QFETCH(QDateTime, used);
    const auto identity = Identity::generate(Identity::usualValidity(made));
    QVERIFY(identity);
    QVERIFY(checkDates(identity->certificate(), used));
    QVERIFY(!checkDates(identity->certificate(), made.addYears(80)));
}

void TestIdentity::rejectsPem_data()
{
    const QByteArray pem = m_identity.toPem();
    const QByteArray other = Identity::generate()->toPem();
    const qsizetype keyAt = pem.indexOf("-----BEGIN PRIVATE KEY");
    QTest::addColumn<QByteArray>("pem");
    QTest::addColumn<QString>("fault");
    QTest::newRow("empty") << QByteArray() << u"no readable certificate"_s;
    QTest::newRow("no PEM") << QByteArray("{}") << u"no readable certificate"_s;
    QTest::newRow("key alone") << pem.sliced(keyAt) << u"no readable certificate"_s;
    QTest::newRow("certificate alone") << pem.first(keyAt) << u"private key"_s;
    QTest::newRow("cut in the key") << pem.chopped(60) << u"private key"_s;
    QTest::newRow("another's key") << QByteArray(pem.first(keyAt)
                                                 + other.sliced(other.indexOf("-----BEGIN PRIVATE KEY")))
                                   << u"does not belong"_s;
    QTest::newRow("encrypted key") << QByteArray(
        pem.first(keyAt)
        + "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n")
                                   << u"unencrypted private key"_s;
}

void TestIdentity::rejectsPem()
{
    QFETCH(QByteArray, pem);
    QFETCH(QString, fault);
    const auto read = Identity::fromPem(pem);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Invalid);
    QVERIFY2(read.error().text.contains(fault), qPrintable(read.error().text));
}

void TestIdentity::isMadeOnceAndKept()
{
    const auto first = loadOrCreateIdentity(path());
    QVERIFY2(first, first ? "" : qPrintable(describe(first.error())));
    const auto second = loadOrCreateIdentity(path());
    QVERIFY(second);
    QCOMPARE(second->nodeId(), first->nodeId());
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{u"identity.pem"_s});
}

void TestIdentity::fileIsForItsOwnerOnly()
{
    const mode_t usual = umask(0);
    QVERIFY(loadOrCreateIdentity(path()));
    umask(usual);
    struct stat info = {};
    QCOMPARE(::stat(QFile::encodeName(path()).constData(), &info), 0);
    QCOMPARE(info.st_mode & 07777U, 0600U);
}

void TestIdentity::openFileIsRefused_data()
{
    QTest::addColumn<uint>("mode");
    QTest::newRow("group reads") << 0640U;
    QTest::newRow("group writes") << 0620U;
    QTest::newRow("others read") << 0604U;
    QTest::newRow("all") << 0666U;
}

void TestIdentity::openFileIsRefused()
{
    QFETCH(uint, mode);
    write(m_identity.toPem(), mode);
    const auto read = loadOrCreateIdentity(path());
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Forbidden);
    QCOMPARE(read.error().source, path());
    QVERIFY2(read.error().text.contains(u"mode 0%1"_s.arg(mode, 0, 8)), qPrintable(read.error().text));
    QVERIFY(read.error().remedy.contains(u"chmod 600"));
}

void TestIdentity::fileOfSomebodyElseIsRefused()
{
    if (geteuid() != 0)
        QSKIP("giving a file to somebody else needs root");
    write(m_identity.toPem());
    QCOMPARE(::chown(QFile::encodeName(path()).constData(), 65534, 65534), 0);
    const auto read = loadIdentity(path());
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Forbidden);
    QVERIFY(read.error().text.contains(u"user id 65534"));
}

void TestIdentity::brokenFileIsNamedAndKept_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty, as after a power cut") << QByteArray();
    QTest::newRow("cut off") << m_identity.toPem().first(400);
    QTest::newRow("zeros") << QByteArray(4096, '\0');
    QTest::newRow("far too large") << QByteArray(1024 * 1024, 'x');
}

void TestIdentity::brokenFileIsNamedAndKept()
{
    QFETCH(QByteArray, content);
    write(content);
    const auto read = loadOrCreateIdentity(path());
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Invalid);
    QCOMPARE(read.error().source, path());
    QVERIFY(!read.error().remedy.isEmpty());
    QFile file(path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), content);
}

void TestIdentity::folderInItsPlaceIsRefused()
{
    QVERIFY(QDir().mkdir(path()));
    const auto read = loadOrCreateIdentity(path());
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Forbidden);
}

void TestIdentity::pipeInItsPlaceDoesNotHang()
{
    QCOMPARE(::mkfifo(QFile::encodeName(path()).constData(), 0600), 0);
    QVERIFY(!loadOrCreateIdentity(path()));
}

void TestIdentity::missingFolderIsNamed()
{
    const QString missing = m_folder->filePath(u"no/such/identity.pem"_s);
    const auto read = loadOrCreateIdentity(missing);
    QVERIFY(!read);
    QCOMPARE(read.error().code, ErrorCode::Io);
    QCOMPARE(read.error().source, missing);
}

void TestIdentity::existingFileIsNeverOverwritten()
{
    write(m_identity.toPem());
    const auto stored = storeNewIdentity(*Identity::generate(), path());
    QVERIFY(!stored);
    QCOMPARE(stored.error().code, ErrorCode::Conflict);
    QCOMPARE(loadIdentity(path())->nodeId(), m_identity.nodeId());
}

void TestIdentity::killedStartLeavesNothingInTheWay()
{
    QFile aside(path() + u".new"_s);
    QVERIFY(aside.open(QIODevice::WriteOnly));
    aside.write("half a");
    aside.close();
    QVERIFY(loadOrCreateIdentity(path()));
    QVERIFY(!aside.exists());
}

void TestIdentity::twoThatStartAtOnceAreOneNode()
{
    constexpr int Starts = 4;
    for (int round = 0; round < 50; ++round) {
        const QString file = m_folder->filePath(u"%1.pem"_s.arg(round));
        std::array<std::optional<Result<Identity>>, Starts> made;
        {
            std::vector<std::jthread> starts;
            for (auto &outcome : made)
                starts.emplace_back([&outcome, &file] { outcome = loadOrCreateIdentity(file); });
        }
        for (const auto &outcome : made) {
            QVERIFY2(*outcome, *outcome ? "" : qPrintable(describe(outcome->error())));
            QCOMPARE((*outcome)->nodeId(), (*made[0])->nodeId());
        }
        QCOMPARE(QDir(m_folder->path()).entryList({u"*.new"_s}), QStringList());
    }
}

QTEST_GUILESS_MAIN(TestIdentity)
#include "tst_identity.moc"
