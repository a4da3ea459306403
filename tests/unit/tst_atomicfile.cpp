// SPDX-License-Identifier: Apache-2.0
#include "shared/store/atomicfile.h"
#include "shared/store/privatefolder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace Qt::StringLiterals;

class TestAtomicFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }

private Q_SLOTS:
    void replacesAndReads()
    {
        const QString file = path(u"a"_s);
        QVERIFY(replaceFile(file, "one"));
        QCOMPARE(readFile(file, 100).value_or(QByteArray()), "one");
        QVERIFY(replaceFile(file, "two, longer"));
        QCOMPARE(readFile(file, 100).value_or(QByteArray()), "two, longer");
        QCOMPARE(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteOther),
                 QFile::Permissions());
        QVERIFY(!QFile::exists(file + ".new"_L1));
    }

    void takesNoNoticeOfWhatACrashLeft()
    {
        const QString file = path(u"b"_s);
        QFile left(file + ".new"_L1);
        QVERIFY(left.open(QIODevice::WriteOnly) && left.write("half a docu") > 0);
        left.close();
        QVERIFY(replaceFile(file, "whole"));
        QCOMPARE(readFile(file, 100).value_or(QByteArray()), "whole");
    }

    void keepsTheOldFileWhenTheDiskIsFull()
    {
        // /dev/full cannot be renamed over; a folder in the way of the aside file fails at the same point.
        const QString file = path(u"c"_s);
        QVERIFY(replaceFile(file, "old"));
        QVERIFY(QDir().mkpath(file + ".new/x"_L1));
        const auto result = replaceFile(file, "new");
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Io);
        QCOMPARE(result.error().source, file);
        QCOMPARE(readFile(file, 100).value_or(QByteArray()), "old");
    }

    void saysWhatToDoAboutAFullDisk()
    {
        const Error error = ioError(u"write the file"_s, u"/x"_s, ENOSPC);
        QVERIFY(error.text.contains(u"No space left"_s));
        QVERIFY(!error.remedy.isEmpty());
    }

    void refusesLargerFilesThanAllowed()
    {
        const QString file = path(u"d"_s);
        QVERIFY(replaceFile(file, "12345"));
        QCOMPARE(readFile(file, 5).value_or(QByteArray()), "12345");
        const auto result = readFile(file, 4);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::TooLarge);
    }

    void namesAnAbsentFile()
    {
        const auto result = readFile(path(u"none"_s), 4);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::NotFound);
        QCOMPARE(result.error().source, path(u"none"_s));
    }

    void makesFoldersThatOnlyTheOwnerEnters()
    {
        const QString folder = path(u"state/muster"_s);
        QVERIFY(ensurePrivateFolder(folder));
        QVERIFY(ensurePrivateFolder(folder));
        QVERIFY(!(QFileInfo(folder).permissions() & (QFile::ExeGroup | QFile::ReadGroup | QFile::ReadOther)));
    }

    void refusesFoldersThatOthersWriteIn()
    {
        const QString folder = path(u"open"_s);
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner
                                                  | QFile::WriteOther));
        const auto result = ensurePrivateFolder(folder);
        QVERIFY(!result);
        QCOMPARE(result.error().code, ErrorCode::Forbidden);
        QVERIFY(result.error().remedy.contains(folder));
    }
};

QTEST_APPLESS_MAIN(TestAtomicFile)
#include "tst_atomicfile.moc"
