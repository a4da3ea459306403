// SPDX-License-Identifier: Apache-2.0
#include "agent/dumps/dumpmending.h"
#include "shared/dumps/dumpseal.h"
#include "tests/support/dumpfolder.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cstring>
#include <optional>

using namespace muster;
using namespace muster::agent;
using namespace muster::test;
using namespace Qt::StringLiterals;

/// Dumps out of their tar streams, and damaged ones mended.
class TestDumpMending : public QObject
{
    Q_OBJECT

    static constexpr auto Id = "frame-20261126T140700Z"_L1;

    std::optional<QTemporaryDir> m_top;
    QString m_folder;
    DumpSeal m_seal;

    static QList<NamedBytes> members()
    {
        return {{u"1-a/journal.txt"_s, lines(200'000)},
                {u"2-b/core"_s, noise(5 * 1024 * 1024)},
                {u"2-b/empty"_s, {}}};
    }
    [[nodiscard]] QByteArray stream() const
    {
        auto dump = DumpStream::open(m_folder).value();
        QByteArray bytes(dump.size(), Qt::Uninitialized);
        (void)dump.read(0, std::span(bytes.data(), size_t(bytes.size())));
        return bytes;
    }
    [[nodiscard]] static DumpBytes bytesOf(const QByteArray &all)
    {
        return [all](qint64 offset, std::span<char> into) -> Result<qsizetype> {
            const qsizetype left = std::max<qsizetype>(0, all.size() - offset);
            const qsizetype now = std::min(left, qsizetype(into.size()));
            std::memcpy(into.data(), all.constData() + std::min<qint64>(offset, all.size()), size_t(now));
            return now;
        };
    }
    [[nodiscard]] QString elsewhere() const { return m_top->filePath(u"elsewhere"_s); }
    [[nodiscard]] QString aside() const { return m_top->filePath(u"aside"_s); }
    [[nodiscard]] static QStringList allIn(const QString &folder)
    {
        return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
    static void change(const QString &path, qint64 at)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(at) && file.write("XYZ") == 3);
    }
    [[nodiscard]] QString damage() const { return findDamage(m_folder, m_seal.digest, {})->names(); }

private Q_SLOTS:
    void init()
    {
        m_top.emplace();
        m_folder = makeDumpFolder(m_top->filePath(u"dumps"_s), Id, members());
        m_seal = seal(m_folder, {}).value();
    }
    void cleanup() { m_top.reset(); }

    void aStreamBecomesTheSameDump()
    {
        const auto made = unpackDump(bytesOf(stream()), elsewhere(), Id, m_seal.digest, {});
        QVERIFY2(made, made ? "" : qPrintable(describe(made.error())));
        QCOMPARE(made->digest, m_seal.digest);
        QCOMPARE(made->streamSize, m_seal.size);
        const QString folder = elsewhere() + u'/' + Id;
        QVERIFY(findDamage(folder, m_seal.digest, {})->isNone());
        QCOMPARE(sealed(folder, {}).value(), m_seal);
        QCOMPARE(allIn(elsewhere()), QStringList(Id));
    }

    void whatIsNotThatDumpIsNotTaken_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("id");
        QTest::addColumn<ErrorCode>("code");
        const QByteArray whole = [this] {
            init();
            return stream();
        }();
        QByteArray flipped = whole;
        flipped[3'000'000] = char(flipped[3'000'000] ^ 1);
        QByteArray other = whole;
        other.replace("\"bmc\"", "\"bmd\"");
        QTest::newRow("nothing") << QByteArray() << QString(Id) << ErrorCode::Invalid;
        QTest::newRow("no dump") << noise(100'000) << QString(Id) << ErrorCode::Invalid;
        QTest::newRow("zeros") << QByteArray(100'000, '\0') << QString(Id) << ErrorCode::Invalid;
        QTest::newRow("cut in the manifest") << whole.first(600) << QString(Id) << ErrorCode::Invalid;
        QTest::newRow("cut in a member") << whole.first(1'000'000) << QString(Id) << ErrorCode::Conflict;
        QTest::newRow("a flipped bit") << flipped << QString(Id) << ErrorCode::Conflict;
        QTest::newRow("another manifest") << other << QString(Id) << ErrorCode::Conflict;
        QTest::newRow("another dump") << whole << u"frame-x"_s << ErrorCode::Conflict;
    }
    void whatIsNotThatDumpIsNotTaken()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, id);
        const auto made = unpackDump(bytesOf(bytes), elsewhere(), id, m_seal.digest, {});
        QVERIFY(!made);
        QTEST(made.error().code, "code");
        QCOMPARE(allIn(elsewhere()), QStringList());
    }

    void damageIsFound()
    {
        QCOMPARE(damage(), QString());
        change(m_folder + u"/2-b/core"_s, 4'500'000);
        QCOMPARE(damage(), u"2-b/core"_s);
        QVERIFY(QFile::remove(m_folder + u"/1-a/journal.txt"_s));
        QCOMPARE(damage(), u"1-a/journal.txt, 2-b/core"_s);
        change(m_folder + u"/manifest.json"_s, 0);
        QCOMPARE(damage(), u"manifest.json"_s);
    }

    void aMemberIsPutInPlaceOnlyWhenItIsRight()
    {
        change(m_folder + u"/2-b/core"_s, 4'500'000);
        change(m_folder + u"/1-a/journal.txt"_s, 100);
        const auto damaged = findDamage(m_folder, m_seal.digest, {});
        const auto source = [](const DumpMember &member,
                               const std::function<bool(QByteArrayView)> &sink) -> Result<void> {
            if (member.name == u"2-b/core"_s) {
                sink(noise(5 * 1024 * 1024));
                return {};
            }
            sink("something else");
            return {};
        };
        const auto left = mendMembers(m_folder, aside(), damaged->members, source, {});
        QCOMPARE(left.size(), 1);
        QCOMPARE(left.first().name, u"1-a/journal.txt"_s);
        QCOMPARE(damage(), u"1-a/journal.txt"_s);
        QVERIFY(!QFileInfo::exists(aside()));
    }

    void everythingComesBackOutOfACopy()
    {
        const QByteArray copy = stream();
        change(m_folder + u"/2-b/core"_s, 4'500'000);
        QVERIFY(QDir(m_folder + u"/1-a"_s).removeRecursively());
        QVERIFY(QFile::remove(m_folder + u"/2-b/empty"_s));
        change(m_folder + u"/manifest.json"_s, 20);
        const auto mended = mendFromStream(m_folder, aside(), bytesOf(copy), {});
        QVERIFY2(mended, mended ? "" : qPrintable(describe(mended.error())));
        QCOMPARE(damage(), QString());
        QCOMPARE(sealed(m_folder, {}).value(), m_seal);
        QVERIFY(!QFileInfo::exists(aside()));
    }
};

QTEST_GUILESS_MAIN(TestDumpMending)
#include "tst_dumpmending.moc"
