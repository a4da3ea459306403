// SPDX-License-Identifier: Apache-2.0
#include "console/archive/dumparchive.h"
#include "console/archive/framedzstd.h"

#include "tests/support/archivemaker.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace muster;
using namespace muster::console;
using namespace muster::console::archivemaker;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(muster::console::Packing)

class TestDumpArchive : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] QString at(const QString &name) const { return m_folder.filePath(name); }

    static QByteArray all(const DumpArchive &dump, const QString &path)
    {
        const auto found = dump.find(path);
        if (!found)
            return "not found";
        const auto bytes = dump.bytes(*found);
        if (!bytes)
            return "error: " + describe(bytes.error()).toUtf8();
        return (*bytes)->read(0, (*bytes)->size()).value_or("cannot read");
    }

    static QByteArray content(const DumpArchive &dump, const QString &path)
    {
        const auto content = dump.content(dump.find(path).value_or(0));
        return content ? content->bytes->read(0, content->bytes->size()).value_or("cannot read") : "error";
    }

    static QByteArray noise(qsizetype size)
    {
        QByteArray bytes(size, Qt::Uninitialized);
        quint32 state = 1;
        for (char &c : bytes) {
            state = state * 1664525 + 1013904223;
            c = char(state >> 24);
        }
        return bytes;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(write(at(u"tree/dump-1/manifest.json"_s),
                      R"({"id":"dump-1","type":"bmc","node":"drawer-b","reason":"test","agentVersion":"0.1",)"
                      R"("at":"2026-11-21T14:02:17.381Z","members":[)"
                      R"({"name":"journal.json","size":4,"content":"Journal"},)"
                      R"({"name":"cores","size":0,"missing":"no core was found"}]})"));
        QVERIFY(write(at(u"tree/dump-1/journal.json"_s),
                      "{\"__REALTIME_TIMESTAMP\":\"1795271537000000\",\"MESSAGE\":\"fan stopped\"}\n"));
        QVERIFY(write(at(u"tree/dump-1/log/messages"_s), "one\ntwo\n"));
        QVERIFY(write(at(u"tree/dump-1/log/noise.bin"_s), noise(1'500'000)));
        QVERIFY(write(at(u"tree/dump-1/log/old.gz"_s), packed("older\n", Packing::Gzip)));
        QVERIFY(QFile::link(u"messages"_s, at(u"tree/dump-1/log/latest"_s)));
        QVERIFY(tar(at(u"tree"_s), {u"-cf"_s, at(u"dump.tar"_s), u"--sort=name"_s, u"dump-1"_s}));
    }

    void opensWhatIsPacked_data()
    {
        QTest::addColumn<Packing>("packing");
        QTest::addColumn<int>("parts");
        QTest::newRow("plain") << Packing::None << 1;
        QTest::newRow("gzip") << Packing::Gzip << 1;
        QTest::newRow("bzip2") << Packing::Bzip2 << 1;
        QTest::newRow("xz") << Packing::Xz << 1;
        QTest::newRow("zstd") << Packing::Zstd << 1;
        QTest::newRow("gzip in parts") << Packing::Gzip << 7;
        QTest::newRow("bzip2 in parts") << Packing::Bzip2 << 7;
        QTest::newRow("xz in parts") << Packing::Xz << 7;
        QTest::newRow("zstd in parts") << Packing::Zstd << 7;
    }

    void opensWhatIsPacked()
    {
        QFETCH(Packing, packing);
        QFETCH(int, parts);
        QFile tarFile(at(u"dump.tar"_s));
        QVERIFY(tarFile.open(QIODevice::ReadOnly));
        const QByteArray whole = tarFile.readAll();
        QByteArray stream;
        const qsizetype step = whole.size() / parts + 1;
        for (qsizetype from = 0; from < whole.size(); from += step)
            stream += packed(whole.mid(from, step), packing);
        QVERIFY(write(at(u"packed"_s), stream));
        const auto dump = DumpArchive::open(at(u"packed"_s));
        QVERIFY2(dump, qPrintable(describe(dump.error_or(Error()))));
        QVERIFY2(!(*dump)->damage(), qPrintable((*dump)->damage().value_or(Error()).text));
        QCOMPARE((*dump)->root(), u"dump-1/"_s);
        QVERIFY((*dump)->manifest());
        QCOMPARE((*dump)->manifest()->node, u"drawer-b"_s);
        QCOMPARE(all(**dump, u"log/messages"_s), "one\ntwo\n");
        QCOMPARE(all(**dump, u"dump-1/log/noise.bin"_s), noise(1'500'000));
        QCOMPARE(content(**dump, u"log/old.gz"_s), "older\n");
    }

    void readsOnlyTheFramesThatAreWanted()
    {
        QFile tarFile(at(u"dump.tar"_s));
        QVERIFY(tarFile.open(QIODevice::ReadOnly));
        const QByteArray tar = tarFile.readAll();
        constexpr qsizetype Block = 64 * 1024;
        const QByteArray stream = framed(tar, Block);
        const auto bytes = openFramedZstd(bytesOf(stream), u"x"_s, {});
        QVERIFY(bytes && *bytes);
        QCOMPARE((*bytes)->size(), tar.size());
        for (const qint64 at :
             {qint64(0), qint64(Block - 1), qint64(Block), qint64(3 * Block - 7), tar.size() - 5})
            QCOMPARE((*bytes)->read(at, 2 * Block + 9).value_or("?"), tar.mid(at, 2 * Block + 9));
        QVERIFY((*bytes)->read(tar.size(), 1).value_or("?").isEmpty());
        // Packed otherwise, or cut off, it is none of those.
        QVERIFY(!*openFramedZstd(bytesOf(packed(tar, Packing::Zstd)), u"x"_s, {}));
        QVERIFY(!*openFramedZstd(bytesOf(stream.chopped(1)), u"x"_s, {}));
        ArchiveLimits limits;
        limits.unpackedBytes = tar.size() - 1;
        QVERIFY(!*openFramedZstd(bytesOf(stream), u"x"_s, limits));
    }

    void losesOnlyWhatIsInABrokenFrame()
    {
        constexpr qsizetype Block = 4096;
        const auto textOf = [](int file) {
            QByteArray text;
            for (int line = 0; text.size() < 3 * Block; ++line)
                text += QByteArray::number(line * (file + 17)) + " is a number of a line\n";
            return text.first(3 * Block);
        };
        QByteArray tar;
        for (int file = 0; file < 9; ++file)
            tar += tarEntry("f" + QByteArray::number(file), '0', textOf(file));
        // Block 14 is within the fifth file, away from headers.
        QByteArray stream = framed(tar.first(14 * Block), Block);
        QByteArray broken = framed(tar.mid(14 * Block, Block), Block);
        constexpr qsizetype LiteralsAt = 4 + 1 + 2 + 3; // magic, descriptor, content size, block header
        broken[LiteralsAt] = char(0xff); // refers to a tree of Huffman's that is not there
        stream += broken + framed(tar.sliced(15 * Block) + tarEnd(), Block);
        QVERIFY(write(at(u"broken.tar.zst"_s), stream));
        const auto dump = DumpArchive::open(at(u"broken.tar.zst"_s));
        QVERIFY(dump);
        QVERIFY(!(*dump)->damage());
        for (int file = 0; file < 9; ++file) {
            const QByteArray bytes = all(**dump, u"f%1"_s.arg(file));
            if (file == 4)
                QVERIFY2(bytes.contains("cannot read"), bytes.constData());
            else
                QCOMPARE(bytes, textOf(file));
        }
    }

    void saysWhatMembersAre()
    {
        const auto dump = DumpArchive::open(at(u"dump.tar"_s));
        QVERIFY(dump);
        const auto kind = [&dump](const QString &path) {
            return (*dump)->content((*dump)->find(path).value_or(0)).value_or(MemberContent()).kind;
        };
        QCOMPARE(kind(u"journal.json"_s), DumpContent::Journal);
        QCOMPARE(kind(u"manifest.json"_s), DumpContent::Json);
        QCOMPARE(kind(u"log/messages"_s), DumpContent::Text);
        QCOMPARE(kind(u"log/noise.bin"_s), DumpContent::Binary);
        const auto link = (*dump)->find(u"log/latest"_s);
        QVERIFY(link);
        QCOMPARE((*dump)->entries().at(*link).kind, EntryKind::SymLink);
        QCOMPARE((*dump)->entries().at(*link).target, u"messages"_s);
        QVERIFY(!(*dump)->bytes(*link));
    }

    void opensAFolder()
    {
        const auto dump = DumpArchive::open(at(u"tree/dump-1"_s));
        QVERIFY(dump);
        QCOMPARE(all(**dump, u"log/messages"_s), "one\ntwo\n");
        QVERIFY((*dump)->manifest());
        QVERIFY(!(*dump)->bytes((*dump)->find(u"log/latest"_s).value_or(0)));
    }

    void opensAZip()
    {
        QProcess python;
        python.setWorkingDirectory(at(u"tree"_s));
        python.start(u"python3"_s, {u"-m"_s, u"zipfile"_s, u"-c"_s, at(u"dump.zip"_s), u"dump-1"_s});
        if (!python.waitForStarted())
            QSKIP("python3, which makes the zip, is not here: apt-get install python3");
        QVERIFY(python.waitForFinished());
        const auto dump = DumpArchive::open(at(u"dump.zip"_s));
        QVERIFY2(dump, qPrintable(describe(dump.error_or(Error()))));
        QVERIFY(!(*dump)->damage());
        QCOMPARE(all(**dump, u"log/messages"_s), "one\ntwo\n");
        QCOMPARE(all(**dump, u"log/noise.bin"_s), noise(1'500'000));
        QFile file(at(u"dump.zip"_s));
        QVERIFY(file.resize(file.size() - 100));
        const auto cut = DumpArchive::open(at(u"dump.zip"_s));
        QVERIFY(!cut);
        QVERIFY(cut.error().text.contains(u"cut off"_s));
    }

    void showsWhatComesBeforeTheCut_data()
    {
        QTest::addColumn<Packing>("packing");
        QTest::newRow("plain") << Packing::None;
        QTest::newRow("gzip") << Packing::Gzip;
        QTest::newRow("bzip2") << Packing::Bzip2;
        QTest::newRow("xz") << Packing::Xz;
        QTest::newRow("zstd") << Packing::Zstd;
    }

    void showsWhatComesBeforeTheCut()
    {
        QFETCH(Packing, packing);
        QFile tarFile(at(u"dump.tar"_s));
        QVERIFY(tarFile.open(QIODevice::ReadOnly));
        // Without the padding of tar's last record: any cut takes something of the archive.
        const QByteArray body = tarFile.readAll();
        const auto whole = DumpArchive::open(at(u"dump.tar"_s));
        QVERIFY(whole);
        const ArchiveEntry &last = (*whole)->entries().last();
        const QByteArray stream =
            packed(body.first(last.offset + (last.stored + 511) / 512 * 512 + 1024), packing);
        qsizetype most = 0;
        for (int part = 1; part < 40; ++part) {
            const qsizetype length = stream.size() * part / 40;
            QVERIFY(write(at(u"cut"_s), stream.first(length)));
            const auto dump = DumpArchive::open(at(u"cut"_s));
            if (!dump) {
                QCOMPARE(dump.error().code, ErrorCode::Invalid);
                continue;
            }
            QVERIFY2((*dump)->damage(), qPrintable(QString::number(part)));
            QCOMPARE_GE((*dump)->entries().size(), most);
            most = (*dump)->entries().size();
            for (qsizetype i = 0; i < most; ++i) {
                const ArchiveEntry &entry = (*dump)->entries().at(i);
                const auto bytes = (*dump)->bytes(i);
                if (bytes && entry.damage.isEmpty() && entry.kind == EntryKind::File)
                    QCOMPARE((*bytes)->read(0, 1 << 20).value_or("?").size(),
                             std::min(entry.size, 1LL << 20));
            }
        }
        QCOMPARE_GT(most, 2);
    }

    void survivesFlippedBits()
    {
        QFile tarFile(at(u"dump.tar"_s));
        QVERIFY(tarFile.open(QIODevice::ReadOnly));
        const QByteArray good = packed(tarFile.readAll(), Packing::Zstd);
        for (int i = 0; i < 60; ++i) {
            QByteArray bad = good;
            const qsizetype where = bad.size() * i / 60;
            bad[where] = char(bad[where] ^ (1 << (i % 8)));
            QVERIFY(write(at(u"bad"_s), bad));
            const auto dump = DumpArchive::open(at(u"bad"_s));
            if (dump)
                QVERIFY((*dump)->damage() || !(*dump)->entries().isEmpty());
            else
                QVERIFY(!dump.error().text.isEmpty());
        }
    }

    void refusesWhatIsNoArchive()
    {
        QVERIFY(write(at(u"letter.txt"_s), QByteArray("Dear operator, ").repeated(200)));
        const auto letter = DumpArchive::open(at(u"letter.txt"_s));
        QVERIFY(!letter);
        QCOMPARE(letter.error().code, ErrorCode::Invalid);
        QVERIFY(letter.error().text.contains(u"no archive"_s));
        QVERIFY(!letter.error().remedy.isEmpty());
        QVERIFY(write(at(u"empty"_s), {}));
        QVERIFY(!DumpArchive::open(at(u"empty"_s)));
        QCOMPARE(DumpArchive::open(at(u"nothing"_s)).error().code, ErrorCode::NotFound);
    }

    void showsAPackedFileThatIsNoTar()
    {
        QVERIFY(write(at(u"messages.1.gz"_s), packed("line\n", Packing::Gzip)));
        const auto dump = DumpArchive::open(at(u"messages.1.gz"_s));
        QVERIFY(dump);
        QCOMPARE((*dump)->entries().size(), 1);
        QCOMPARE((*dump)->entries().first().path, u"messages.1"_s);
        QCOMPARE(all(**dump, u"messages.1"_s), "line\n");
    }

    void stopsBombs_data()
    {
        QTest::addColumn<Packing>("packing");
        QTest::newRow("gzip") << Packing::Gzip;
        QTest::newRow("zstd") << Packing::Zstd;
        QTest::newRow("bzip2") << Packing::Bzip2;
    }

    void stopsBombs()
    {
        QFETCH(Packing, packing);
        constexpr qint64 Claimed = 10LL << 30;
        constexpr qint64 Part = 32LL << 20;
        const QByteArray head =
            packed(tarEntry("readme", '0', "hello") + tarEntry("zeros", '0', {}, {}, Claimed), packing);
        const QByteArray zeros = packed(QByteArray(Part, '\0'), packing);
        QByteArray bomb = head;
        for (qint64 size = 0; size < Claimed; size += Part)
            bomb += zeros;
        QVERIFY(write(at(u"bomb"_s), bomb));
        ArchiveLimits limits;
        limits.plainBytes = 64 << 20;
        const auto dump = DumpArchive::open(at(u"bomb"_s), limits);
        QVERIFY2(dump, qPrintable(describe(dump.error_or(Error()))));
        QVERIFY((*dump)->damage());
        QCOMPARE((*dump)->damage()->code, ErrorCode::TooLarge);
        QCOMPARE(all(**dump, u"readme"_s), "hello");
        QCOMPARE_LE((*dump)->entries().at(1).size, limits.plainBytes);
        QVERIFY(!(*dump)->entries().at(1).damage.isEmpty());
    }

    void keepsItsLimits()
    {
        ArchiveLimits limits;
        limits.entries = 10;
        limits.depth = 3;
        limits.nameBytes = 50;
        const auto damageOf = [&](const QByteArray &bytes) {
            const bool isWritten = write(at(u"limit.tar"_s), bytes + tarEnd());
            const auto dump = DumpArchive::open(at(u"limit.tar"_s), limits);
            return isWritten && dump && (*dump)->damage() ? (*dump)->damage()->text : QString();
        };
        QByteArray many;
        for (int i = 0; i < 10; ++i)
            many += tarEntry("f" + QByteArray::number(i), '0', "x");
        QCOMPARE(damageOf(many), QString());
        QVERIFY(damageOf(many + tarEntry("f10", '0', "x")).contains(u"more than 10 entries"_s));
        QCOMPARE(damageOf(tarEntry("a/b/c", '0', "x")), QString());
        QVERIFY(damageOf(tarEntry("a/b/c/d", '0', "x")).contains(u"folders"_s));
        QVERIFY(damageOf(tarEntry(QByteArray(51, 'n'), '0', "x")).contains(u"characters"_s));
    }

    void readsWhatTarWrites_data()
    {
        QTest::addColumn<QString>("format");
        for (const auto *format : {"gnu", "posix", "ustar", "v7", "oldgnu"})
            QTest::newRow(format) << QString::fromLatin1(format);
    }

    void readsWhatTarWrites()
    {
        QFETCH(QString, format);
        const bool isLong = format == u"gnu"_s || format == u"posix"_s || format == u"oldgnu"_s;
        const QString name = isLong ? QString(200, u'n') : u"short"_s;
        const QString folder = at(u"forms-"_s + format);
        QVERIFY(write(folder + u"/a/"_s + name, "long name"));
        QVERIFY(write(folder + u"/a/latin-"_s + QString::fromUtf8("\u00fc"), "umlaut"));
        QVERIFY(tar(folder, {u"-cf"_s, at(format + u".tar"_s), u"--format="_s + format, u"a"_s}));
        const auto dump = DumpArchive::open(at(format + u".tar"_s));
        QVERIFY(dump);
        QVERIFY(!(*dump)->damage());
        QCOMPARE(all(**dump, u"a/"_s + name), "long name");
        QCOMPARE(all(**dump, QString::fromUtf8("a/latin-\u00fc")), "umlaut");
    }

    void readsSparseFiles_data()
    {
        QTest::addColumn<QStringList>("options");
        QTest::newRow("gnu") << QStringList{u"--format=gnu"_s};
        QTest::newRow("pax 1.0") << QStringList{u"--format=posix"_s, u"--sparse-version=1.0"_s};
        QTest::newRow("pax 0.1") << QStringList{u"--format=posix"_s, u"--sparse-version=0.1"_s};
        QTest::newRow("pax 0.0") << QStringList{u"--format=posix"_s, u"--sparse-version=0.0"_s};
    }

    void readsSparseFiles()
    {
        QFETCH(QStringList, options);
        const QString folder = at(u"sparse"_s);
        QVERIFY(QDir().mkpath(folder));
        QFile file(folder + u"/holes"_s);
        QVERIFY(file.open(QIODevice::ReadWrite | QIODevice::Truncate));
        for (int i = 0; i < 40; ++i) {
            QVERIFY(file.seek(i * 1'000'000LL));
            file.write("piece " + QByteArray::number(i));
        }
        QVERIFY(file.resize(50'000'000));
        file.close();
        QVERIFY(write(folder + u"/next"_s, "after"));
        const QString archive = at(u"sparse.tar"_s);
        QVERIFY(tar(folder,
                    QStringList{u"-S"_s} + options + QStringList{u"-cf"_s, archive, u"holes"_s, u"next"_s}));
        QVERIFY(QFileInfo(archive).size() < 5'000'000); // It is stored with its holes.
        const auto dump = DumpArchive::open(archive);
        QVERIFY(dump);
        QVERIFY(!(*dump)->damage());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(all(**dump, u"holes"_s), file.readAll());
        QCOMPARE(all(**dump, u"next"_s), "after");
        const auto bytes = (*dump)->bytes((*dump)->find(u"holes"_s).value_or(0));
        QCOMPARE((*bytes)->read(999'998, 9).value_or(""), QByteArray("\0\0piece 1", 9));
    }

    void showsNamesThatAreNoUtf8()
    {
        QVERIFY(write(at(u"latin.tar"_s), tarEntry("caf\xe9", '0', "x") + tarEnd()));
        const auto dump = DumpArchive::open(at(u"latin.tar"_s));
        QVERIFY(dump);
        QCOMPARE((*dump)->entries().first().path, QString::fromLatin1("caf\xe9"));
        QVERIFY((*dump)->entries().first().isNameForeign);
    }

    void followsHardLinksButNotInCircles()
    {
        QVERIFY(write(at(u"links.tar"_s), tarEntry("file", '0', "same") + tarEntry("other", '1', {}, "file")
                                              + tarEntry("round", '1', {}, "round") + tarEnd()));
        const auto dump = DumpArchive::open(at(u"links.tar"_s));
        QVERIFY(dump);
        QCOMPARE(all(**dump, u"other"_s), "same");
        QVERIFY(!(*dump)->bytes(2));
    }

    void holdsManyMembers()
    {
        QByteArray many;
        many.reserve(100'000 * TarBlock);
        for (int i = 0; i < 100'000; ++i)
            many += tarEntry("var/log/" + QByteArray::number(i), '0', {});
        QVERIFY(write(at(u"many.tar"_s), many + tarEntry("last", '0', "end") + tarEnd()));
        const auto dump = DumpArchive::open(at(u"many.tar"_s));
        QVERIFY(dump);
        QCOMPARE((*dump)->entries().size(), 100'001);
        QCOMPARE(all(**dump, u"last"_s), "end");
    }

    void canBeStopped()
    {
        std::stop_source stop;
        WorkWatch watch{stop.get_token(), [&stop](qint64, qint64) { stop.request_stop(); }};
        QVERIFY(write(at(u"long.gz"_s), packed(noise(8 << 20), Packing::Gzip)));
        const auto dump = DumpArchive::open(at(u"long.gz"_s), {}, watch);
        QVERIFY(!dump);
        QCOMPARE(dump.error().code, ErrorCode::Cancelled);
    }

private:
    static constexpr qsizetype TarBlock = 512;
};

QTEST_GUILESS_MAIN(TestDumpArchive)
#include "tst_dumparchive.moc"
