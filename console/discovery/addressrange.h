// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/error.h"

#include <QStringList>
#include <QStringView>

namespace muster::console {

/// Most addresses of one sweep: a /20 of IPv4.
constexpr int MaxSweptAddresses = 4096;

/// The addresses of a range in CIDR form, "10.117.1.0/24" or "fd00::/120", each as an address to dial on the
/// default port; "10.117.1.0/24:7200" names another. Network and broadcast address are left out where there
/// are some. Pure. Errors: Invalid, naming the fault or the limit.
[[nodiscard]] Result<QStringList> addressesOf(QStringView range);

/// The addresses of a list: one a line, what follows a '#' is a comment, empty lines do not count.
struct AddressList
{
    QStringList addresses;
    QStringList faults; ///< "line 3: ...", one each
};
[[nodiscard]] AddressList addressListFrom(QStringView text);

} // namespace muster::console
