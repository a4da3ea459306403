// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/archive/packing.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace muster::console {

/// Makes archives as the tools of the world make them: the real tar, KArchive's compressors.
namespace archivemaker {

/// Runs tar in a folder. Fails the test when tar does.
[[nodiscard]] bool tar(const QString &folder, const QStringList &arguments);
/// One stream of a packing.
[[nodiscard]] QByteArray packed(const QByteArray &bytes, Packing packing);
/// As Muster offloads: a zstd frame of each so many bytes, which tells its size.
[[nodiscard]] QByteArray framed(const QByteArray &bytes, qsizetype block);
/// Made of a header each, as a hostile one would be.
[[nodiscard]] QByteArray tarEntry(const QByteArray &name, char type, const QByteArray &bytes,
                                  const QByteArray &target = {}, qint64 size = -1);
[[nodiscard]] QByteArray tarEnd();
[[nodiscard]] bool write(const QString &path, const QByteArray &bytes);

} // namespace archivemaker
} // namespace muster::console
