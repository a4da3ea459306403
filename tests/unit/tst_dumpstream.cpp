// SPDX-License-Identifier: Apache-2.0
#include "shared/api/dumps.h"
#include "shared/dumps/dumpseal.h"
#include "tests/support/dumpfolder.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <unistd.h>

using namespace muster;
using namespace muster::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray wholeOf(DumpStream &stream, qint64 step)
{
    QByteArray bytes(stream.size(), Qt::Uninitialized);
    for (qint64 at = 0; at < bytes.size(); at += step) {
        const auto size = std::min<qint64>(step, bytes.size() - at);
        if (!stream.read(at, std::span(bytes.data() + at, size_t(size))))
            return {};
    }
    return bytes;
}

QByteArray contentOf(const QString &path)
{
    return readFile(path, 1LL << 30).value_or(QByteArray());
}

} // namespace

class TestDumpStream : public QObject
{
    Q_OBJECT

    QTemporaryDir m_top;
    [[nodiscard]] QString newDump(const QList<NamedBytes> &members)
    {
        static int number = 0;
        return makeDumpFolder(m_top.path(), u"bmc-%1"_s.arg(++number), members);
    }

private Q_SLOTS:
    void tarUnpacksIt()
    {
        const QList<NamedBytes> members{{u"journal.txt"_s, lines(100'000)},
                                        {u"empty"_s, {}},
                                        {QString(255, u'n'), "long name"},
                                        {u"größe und 雪.txt"_s, "utf-8"},
                                        {u"sub/folder/core.fan"_s, noise(5 * 1024 * 1024 + 17)},
                                        {QString(100, u'm'), noise(512)}};
        const QString folder = newDump(members);
        auto stream = DumpStream::open(folder);
        QVERIFY2(stream, stream ? "" : qPrintable(describe(stream.error())));
        const QByteArray tar = wholeOf(*stream, 64 * 1024);
        QCOMPARE(tar.size(), stream->size());
        const QString out = m_top.filePath(u"out"_s);
        QDir().mkpath(out);
        writeFile(out + u"/dump.tar"_s, tar);
        QProcess unpack;
        unpack.start(u"tar"_s, {u"-C"_s, out, u"-xf"_s, out + u"/dump.tar"_s});
        QVERIFY(unpack.waitForFinished());
        QVERIFY2(unpack.exitCode() == 0, unpack.readAllStandardError());
        const QString id = QFileInfo(folder).fileName();
        for (const NamedBytes &member : members)
            QCOMPARE(contentOf(out + u'/' + id + u'/' + member.name), member.bytes);
        const auto manifest = fromJson<DumpManifest>(contentOf(out + u'/' + id + u"/manifest.json"_s));
        QVERIFY(manifest);
        QCOMPARE(manifest->members, stream->manifest().members);
        QProcess list;
        list.start(u"tar"_s, {u"--numeric-owner"_s, u"-tvf"_s, out + u"/dump.tar"_s});
        QVERIFY(list.waitForFinished());
        const QByteArray first = list.readLine();
        QVERIFY2(first.startsWith("-rw-r--r-- 0/0") && first.contains("/manifest.json"), first);
    }

    /// Sizes that a ustar header cannot say: the file has a hole, and tar only lists it.
    void takesFilesOfMoreThanEightGiB()
    {
        const QString folder = newDump({{u"core.big"_s, {}}});
        const qint64 size = 9LL * 1024 * 1024 * 1024 + 5;
        QCOMPARE(::truncate(QFile::encodeName(folder + u"/core.big"_s).constData(), size), 0);
        const QString path = folder + u"/manifest.json"_s;
        auto manifest = fromJson<DumpManifest>(contentOf(path)).value();
        manifest.members[0].size = size;
        writeFile(path, toJson(manifest));
        auto stream = DumpStream::open(folder);
        QVERIFY(stream);
        QVERIFY(stream->size() > size);
        // The headers, the hole as a hole, and the end.
        QByteArray head(8192, Qt::Uninitialized);
        QVERIFY(stream->read(0, std::span(head.data(), size_t(head.size()))));
        const QString tar = m_top.filePath(u"big.tar"_s);
        writeFile(tar, head);
        QCOMPARE(::truncate(QFile::encodeName(tar).constData(), stream->size()), 0);
        QProcess list;
        list.start(u"tar"_s, {u"-tvf"_s, tar});
        QVERIFY(list.waitForFinished(100'000));
        QVERIFY2(list.exitCode() == 0, list.readAllStandardError());
        QVERIFY(list.readAllStandardOutput().contains(QByteArray::number(size)));
        QByteArray tail(2048, 'x');
        QVERIFY(stream->read(stream->size() - tail.size(), std::span(tail.data(), size_t(tail.size()))));
        QCOMPARE(tail, QByteArray(tail.size(), '\0'));
    }

    void anyRangeIsThatOfTheWhole()
    {
        auto stream = DumpStream::open(newDump({{u"a"_s, noise(3000)}, {u"b"_s, {}}, {u"c"_s, noise(511)}}));
        QVERIFY(stream);
        const QByteArray whole = wholeOf(*stream, stream->size());
        for (const qint64 step : {1, 7, 511, 512, 513, 4096})
            QCOMPARE(wholeOf(*stream, step), whole);
    }

    void theProofIsMadeOnceAndDoesNotChangeTheStream()
    {
        const QString folder = newDump({{u"core"_s, noise(DumpBlock + 1000)}});
        auto before = DumpStream::open(folder);
        QVERIFY(before);
        const QByteArray whole = wholeOf(*before, 64 * 1024);
        const auto made = seal(folder, {});
        QVERIFY2(made, made ? "" : qPrintable(describe(made.error())));
        QCOMPARE(made->hashes.size(), 64);
        QCOMPARE(made->hashOf(1).toByteArray(), [&] {
            Sha256 hash;
            hash.add(QByteArrayView(whole).sliced(DumpBlock));
            return hash.result();
        }());
        auto after = DumpStream::open(folder);
        QVERIFY(after);
        QCOMPARE(after->manifest().digest, made->digest);
        QCOMPARE(after->manifest().streamSize, made->size);
        QVERIFY(wholeOf(*after, 64 * 1024) == whole);
        QCOMPARE(sealed(folder, {}), *made);
        // A damaged proof is made anew, and is the same.
        writeFile(folder + u"/blocks.sha256"_s, QByteArray(64, 'x'));
        QCOMPARE(sealed(folder, {}), *made);
        QCOMPARE(contentOf(folder + u"/blocks.sha256"_s), made->hashes);
    }

    void aMemberOfAnotherSizeIsNamed()
    {
        const QString folder = newDump({{u"a.txt"_s, "abc"}, {u"b.txt"_s, "def"}});
        writeFile(folder + u"/b.txt"_s, "defg");
        const auto made = seal(folder, {});
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Io);
        QVERIFY(made.error().source.endsWith("/b.txt"_L1));
    }

    void aMemberOfOtherBytesIsNamed()
    {
        const QString folder = newDump({{u"a.txt"_s, "abc"}, {u"b.txt"_s, "def"}});
        writeFile(folder + u"/b.txt"_s, "dXf");
        const auto made = sealed(folder, {});
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Io);
        QVERIFY2(made.error().text.contains("b.txt"_L1), qPrintable(made.error().text));
    }

    void namesThatLeadOutOfTheFolderAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"../x", "/etc/passwd", "a//b", "a/../../b", ".", "manifest.json"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void namesThatLeadOutOfTheFolderAreRefused()
    {
        QFETCH(QString, name);
        DumpManifest manifest;
        manifest.id = u"bmc-1"_s;
        manifest.type = u"bmc"_s;
        manifest.members = {{name, 1, QString(64, u'0'), {}}};
        QVERIFY(!DumpLayout::of(toJson(manifest)));
        manifest.members[0].name = u"fine"_s;
        QVERIFY(DumpLayout::of(toJson(manifest)));
    }

    void stopsWhenTold()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto made = seal(newDump({{u"a"_s, "a"}}), stop.get_token());
        QVERIFY(!made);
        QCOMPARE(made.error().code, ErrorCode::Cancelled);
    }

    void aBlockTellsWhoseBytesItHas()
    {
        auto stream = DumpStream::open(
            newDump({{u"first"_s, noise(100)}, {u"core"_s, noise(2 * DumpBlock)}, {u"last"_s, noise(9)}}));
        QVERIFY(stream);
        QCOMPARE(stream->layout().membersIn(0), u"first, core"_s);
        QCOMPARE(stream->layout().membersIn(1), u"core"_s);
        QCOMPARE(stream->layout().membersIn(2), u"core, last"_s);
    }
};

QTEST_APPLESS_MAIN(TestDumpStream)
#include "tst_dumpstream.moc"
