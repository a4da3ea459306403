// SPDX-License-Identifier: Apache-2.0
#include "console/offload/archivecheck.h"
#include "tests/support/offloadedfile.h"

#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace muster::test;
using namespace Qt::StringLiterals;

class TestArchiveCheck : public QObject
{
    Q_OBJECT

    std::optional<QTemporaryDir> m_top;
    OffloadRecord m_record;
    [[nodiscard]] QString archive() const { return m_top->filePath(u"drawer-1-bmc-1.tar.zst"_s); }
    [[nodiscard]] QString recordFile() const { return m_top->filePath(u"drawer-1-bmc-1.json"_s); }

    void makeArchive()
    {
        const QString folder = makeDumpFolder(
            m_top->path(), u"bmc-1"_s,
            {{u"journal.txt"_s, lines(5 * 1024 * 1024)}, {u"core.fan"_s, noise(6'000'000)}, {u"x"_s, "x"}});
        m_record = offloadTo(archive(), folder);
    }
    void changeByte(qint64 at)
    {
        QFile file(archive());
        char byte = 0;
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(at) && file.getChar(&byte) && file.seek(at)
                && file.putChar(char(byte ^ 0x10)));
    }
    [[nodiscard]] ArchiveCheck check() const { return checkArchive(archive(), {}).value(); }
    [[nodiscard]] static QStringList texts(const ArchiveCheck &check)
    {
        QStringList list;
        for (const OffloadFault &fault : check.faults)
            list.append(fault.what + u' ' + fault.name + u": "_s + fault.text);
        return list;
    }

private Q_SLOTS:
    void init()
    {
        m_top.emplace();
        makeArchive();
    }

    void provesWhatIsWhole()
    {
        const ArchiveCheck found = check();
        QCOMPARE(texts(found), QStringList());
        QVERIFY(found.hasRecord);
        QCOMPARE(found.members, 3);
        QCOMPARE(found.blocks, 3);
        QCOMPARE(found.digest, m_record.digest);
    }

    void withoutARecordByTheManifestInside()
    {
        QVERIFY(QFile::remove(recordFile()));
        const ArchiveCheck found = check();
        QCOMPARE(texts(found), QStringList());
        QVERIFY(!found.hasRecord);
        QCOMPARE(found.members, 3);
        QCOMPARE(found.id, u"bmc-1"_s);
    }

    void namesBlockAndMember()
    {
        changeByte(m_record.frames[0] + 100'000); // the noise, in the second block
        const ArchiveCheck found = check();
        QCOMPARE(found.blocks, 3); // the others were looked at, too
        QCOMPARE(found.faults.size(), 3);
        QCOMPARE(found.faults[0].what, u"block"_s);
        QCOMPARE(found.faults[0].name, u"1"_s);
        QVERIFY(found.faults[0].text.contains("core.fan"_L1));
        QCOMPARE(found.faults[1].name, u"journal.txt"_s); // a part of it is in that block
        QCOMPARE(found.faults[2].name, u"core.fan"_s);
    }

    void namesTheMemberWithoutARecord()
    {
        QVERIFY(QFile::remove(recordFile()));
        changeByte(m_record.frames[0] + m_record.frames[1] + 100'000); // raw bytes: still a frame
        const ArchiveCheck found = check();
        QCOMPARE(found.faults.size(), 1);
        QCOMPARE(found.faults[0].what, u"member"_s);
        QCOMPARE(found.faults[0].name, u"core.fan"_s);
    }

    void aCutFileIsNotWhole_data()
    {
        QTest::addColumn<bool>("hasRecord");
        QTest::newRow("with record") << true;
        QTest::newRow("without") << false;
    }
    void aCutFileIsNotWhole()
    {
        QFETCH(bool, hasRecord);
        if (!hasRecord)
            QVERIFY(QFile::remove(recordFile()));
        QFile file(archive());
        QVERIFY(file.resize(file.size() - 1000));
        const ArchiveCheck found = check();
        QVERIFY(!found.faults.isEmpty());
        QVERIFY2(texts(found).join(u'\n').contains("core.fan"_L1), qPrintable(texts(found).join(u'\n')));
    }

    void whatFollowsIsFound_data() { aCutFileIsNotWhole_data(); }
    void whatFollowsIsFound()
    {
        QFETCH(bool, hasRecord);
        if (!hasRecord)
            QVERIFY(QFile::remove(recordFile()));
        ZstdCompressor compressor;
        QFile file(archive());
        QVERIFY(file.open(QIODevice::Append));
        file.write(compressor.compress(QByteArray(5000, 'a')).toByteArray());
        file.close();
        QCOMPARE(check().faults.size(), 1);
    }

    void aBombEndsEarly()
    {
        QVERIFY(QFile::remove(recordFile()));
        ZstdCompressor compressor;
        const QByteArray frame = compressor.compress(QByteArray(64 * 1024 * 1024, '\0')).toByteArray();
        QByteArray bomb;
        for (int i = 0; i < 64; ++i)
            bomb += frame;
        writeFile(archive(), bomb);
        const ArchiveCheck found = check();
        QVERIFY(!found.faults.isEmpty());
        QCOMPARE(found.members, 0);
    }

    void whatIsNoArchiveIsSaidToBeNone()
    {
        QVERIFY(QFile::remove(recordFile()));
        writeFile(archive(), "nothing of the kind");
        QVERIFY(!check().faults.isEmpty());
        const auto missing = checkArchive(m_top->filePath(u"none"_s), {});
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
    }

    void aRecordThatLiesIsFound()
    {
        m_record.digest = QString(64, u'1');
        writeFile(recordFile(), toJson(m_record));
        const ArchiveCheck found = check();
        QCOMPARE(found.faults.size(), 1);
        QCOMPARE(found.faults[0].what, u"record"_s);
        QVERIFY(!found.hasRecord);
    }
};

QTEST_APPLESS_MAIN(TestArchiveCheck)
#include "tst_archivecheck.moc"
