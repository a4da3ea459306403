// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/words.h"

#include <QByteArray>
#include <QString>

namespace muster::console {

constexpr qint64 ContentHeadBytes = 64 * 1024; ///< looked at to know what a member is

/// What a member is, by how it begins and its name. @param said what the manifest says; Binary: nothing
[[nodiscard]] DumpContent contentKind(QByteArrayView head, const QString &name, DumpContent said);

/// Text as it is shown: UTF-8, or where it is not that, Latin-1. Control characters become visible ones.
[[nodiscard]] QString readableText(QByteArrayView bytes);

} // namespace muster::console
