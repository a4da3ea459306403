// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/model/system.h"
#include "shared/tls/identity.h"

namespace muster {

/// Puts a membership into its final form, signed by the console that decided it. `changedBy` becomes the
/// signer. Errors: those of checkMembership(); TooLarge; Internal.
[[nodiscard]] Result<SignedMembership> signMembership(Membership membership, const Identity &signer);

/// What was signed, proven to be what `changedBy` decided. Whether that one may decide it is for who asks.
/// Errors: Invalid for a signature or document that does not hold, with its field; those of
/// checkMembership().
[[nodiscard]] Result<Membership> openMembership(const SignedMembership &sealed);

} // namespace muster
