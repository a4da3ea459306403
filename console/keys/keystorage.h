// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QObject>

namespace muster::console {

namespace keys {
Q_NAMESPACE

/// Where the console's private key is kept.
enum class KeyStorage {
    Keychain, ///< the desktop's keychain, through QtKeychain
    File, ///< a file that only its owner may read; not encrypted
    Session, ///< memory only: another key, and thus another console, after each start
};
Q_ENUM_NS(KeyStorage)

} // namespace keys

using keys::KeyStorage;

} // namespace muster::console
