// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/dumps/dumplayout.h"
#include "shared/model/codec.h"
#include "shared/store/atomicfile.h"
#include "shared/tls/sha256.h"

#include <QDir>
#include <QRandomGenerator>

namespace muster::test {

struct NamedBytes
{
    QString name;
    QByteArray bytes;
};

inline void writeFile(const QString &path, QByteArrayView bytes)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data(), bytes.size()) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

/// The folder of a dump with these members, as the agent makes it. @return the folder
inline QString makeDumpFolder(const QString &dumps, const QString &id, const QList<NamedBytes> &members)
{
    DumpManifest manifest;
    manifest.id = id;
    manifest.type = QStringLiteral("bmc");
    manifest.node = QStringLiteral("drawer-1");
    manifest.at = Timestamp(std::chrono::milliseconds(1'764'000'000'123));
    const QString folder = dumps + u'/' + id;
    for (const NamedBytes &one : members) {
        writeFile(folder + u'/' + one.name, one.bytes);
        Sha256 hash;
        hash.add(one.bytes);
        manifest.members.append({one.name, one.bytes.size(), QString::fromLatin1(hash.result().toHex()), {}});
    }
    writeFile(folder + u'/' + QLatin1StringView(ManifestName), toJson(manifest));
    return folder;
}

/// Bytes that do not compress, the same for the same seed.
inline QByteArray noise(qsizetype size, quint32 seed = 1)
{
    QRandomGenerator generator(seed);
    QByteArray bytes(size + 3, Qt::Uninitialized);
    generator.fillRange(reinterpret_cast<quint32 *>(bytes.data()), (size + 3) / 4);
    bytes.resize(size);
    return bytes;
}

/// Bytes as a journal has them: they compress.
inline QByteArray lines(qsizetype size, quint32 seed = 1)
{
    QRandomGenerator generator(seed);
    QByteArray bytes;
    bytes.reserve(size + 128);
    while (bytes.size() < size) {
        bytes += "Nov 21 14:02:17 drawer-1 fan-control[" + QByteArray::number(generator.bounded(9999))
                 + "]: zone " + QByteArray::number(generator.bounded(4)) + " at "
                 + QByteArray::number(generator.bounded(20'000)) + " rpm\n";
    }
    bytes.resize(size);
    return bytes;
}

} // namespace muster::test
