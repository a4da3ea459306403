// SPDX-License-Identifier: Apache-2.0
#include "tests/support/archivemaker.h"

#include "console/archive/tarheader.h"

#include <KCompressionDevice>

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>

#include <algorithm>

#include <zstd.h>

using namespace Qt::StringLiterals;

namespace muster::console::archivemaker {

bool tar(const QString &folder, const QStringList &arguments)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(u"tar"_s, arguments);
    return process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit
           && process.exitCode() == 0;
}

QByteArray packed(const QByteArray &bytes, Packing packing)
{
    KCompressionDevice::CompressionType type = KCompressionDevice::None;
    switch (packing) {
    case Packing::Gzip:
        type = KCompressionDevice::GZip;
        break;
    case Packing::Bzip2:
        type = KCompressionDevice::BZip2;
        break;
    case Packing::Xz:
        type = KCompressionDevice::Xz;
        break;
    case Packing::Zstd:
        type = KCompressionDevice::Zstd;
        break;
    case Packing::None:
    case Packing::Deflate:
        return bytes;
    }
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    KCompressionDevice device(&out, false, type);
    device.open(QIODevice::WriteOnly);
    device.write(bytes);
    device.close();
    return out.data();
}

QByteArray framed(const QByteArray &bytes, qsizetype block)
{
    QByteArray all;
    for (qsizetype at = 0; at < bytes.size(); at += block) {
        const QByteArray part = bytes.mid(at, block);
        QByteArray frame(qsizetype(ZSTD_compressBound(size_t(part.size()))), Qt::Uninitialized);
        const size_t size =
            ZSTD_compress(frame.data(), size_t(frame.size()), part.constData(), size_t(part.size()), 3);
        all += frame.first(qsizetype(size));
    }
    return all;
}

QByteArray tarEntry(const QByteArray &name, char type, const QByteArray &bytes, const QByteArray &target,
                    qint64 size)
{
    QByteArray block(TarBlock, '\0');
    const auto put = [&block](qsizetype at, const QByteArray &text) {
        std::ranges::copy(text, block.begin() + at);
    };
    put(0, name.first(std::min<qsizetype>(name.size(), 100)));
    put(100, "0000644");
    put(108, "0000000");
    put(116, "0000000");
    put(124, QByteArray::number(size < 0 ? bytes.size() : size, 8).rightJustified(11, '0'));
    put(136, "15062640000");
    put(148, "        ");
    block[156] = type;
    put(157, target);
    put(257, QByteArray("ustar\00000", 8));
    qint64 sum = 0;
    for (const char c : block)
        sum += uchar(c);
    put(148, QByteArray::number(sum, 8).rightJustified(6, '0') + QByteArray("\0 ", 2));
    const qsizetype padding = (TarBlock - bytes.size() % TarBlock) % TarBlock;
    return block + bytes + QByteArray(padding, '\0');
}

QByteArray tarEnd()
{
    return QByteArray(2 * TarBlock, '\0');
}

bool write(const QString &path, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace muster::console::archivemaker
