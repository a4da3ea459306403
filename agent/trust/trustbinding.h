// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace muster::agent {

class Enrolment;
class MethodTable;
class Pairing;
class PeerStore;

/// Offers pair.*, enroll.*, token.* and peers.*. All are borrowed and outlive the table's use.
void bindTrust(MethodTable &methods, PeerStore &peers, Pairing &pairing, Enrolment &enrolment);

} // namespace muster::agent
