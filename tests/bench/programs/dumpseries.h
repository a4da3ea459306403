// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/dumpfolder.h"

namespace muster::bench {

/// What a BMC's dumps have, one after the other: of 46 files 40 stay as they are, the journal's window of
/// 12,000 lines moves by 400, the kernel's log grows, a fifteenth of the inventory changes, and the list of
/// processes is another one each time. About 2 MB. @param number of the dump, from 0 on
[[nodiscard]] QList<test::NamedBytes> dumpOfSeries(int number);

} // namespace muster::bench
