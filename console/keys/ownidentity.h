// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "console/consolepaths.h"
#include "console/keys/keystorage.h"

#include "shared/tls/identity.h"

#include <QCoroTask>

#include <chrono>

namespace muster::console {

class StorageThread;

struct IdentityWish
{
    KeyStorage storage = KeyStorage::Keychain;
    QString expectedId; ///< who this console is to the nodes it is paired with; empty when there are none
    std::chrono::milliseconds keychainDeadline{30'000};
};

/// The console's own identity from where it is kept; a new one is made and kept there only if no node knows
/// another. A key that seems lost (a keychain that answers from another place) is thus never replaced
/// silently. Errors: Unavailable, when no keychain answers, with the choices as remedy; Conflict, when the
/// key the nodes know is not there; Forbidden, Invalid, Io.
/// @param thread borrowed until the answer
[[nodiscard]] QCoro::Task<Result<Identity>> ownIdentity(IdentityWish wish, ConsolePaths paths,
                                                        StorageThread &thread);

} // namespace muster::console
