// SPDX-License-Identifier: Apache-2.0
#include "shared/wire/transport.h"

using namespace Qt::StringLiterals;

namespace muster {

void Transport::close()
{
    close(Error{ErrorCode::Cancelled, u"closed by this side"_s, peer().address, {}, {}});
}

} // namespace muster
