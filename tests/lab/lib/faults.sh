# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# Faults as hardware makes them: what a service reads goes bad, and the service fails by itself, again at each restart,
# until systemd gives up. The services and what they read are in node/.

Sensors=/var/lib/hwmon

break_unit() { # NODE UNIT
    case $2 in
        fan-control.service) run_in_node "$1" rm -f "$Sensors/zone2/tach5" ;;
        power-monitor.service) set_file "$1" "$Sensors/psu1/in0" nan ;;
        # Nobody writes into this pipe: reading it hangs, like a bus that is stuck.
        thermal-log.service) run_in_node "$1" sh -c 'rm -f "$1" && mkfifo "$1"' - "$Sensors/board/temp0" ;;
        database@[0-9].service)
            set_file "$1" "/etc/redis/${2//[!0-9]/}.conf" 'maxmemory lots'
            run_in_node "$1" systemctl kill --signal SEGV "$2" ;;
        *) unknown_unit "$2" ;;
    esac
    within 40 has_state "$1" "$2" failed || die "$2 on $1 did not fail"
    say "$2 on $1 has failed: $(run_in_node "$1" systemctl show --value --property Result "$2")"
}

mend_unit() { # NODE UNIT
    case $2 in
        fan-control.service) set_file "$1" "$Sensors/zone2/tach5" 8400 ;;
        power-monitor.service) set_file "$1" "$Sensors/psu1/in0" 12070 ;;
        thermal-log.service) set_file "$1" "$Sensors/board/temp0" 41500 ;;
        database@[0-9].service) set_file "$1" "/etc/redis/${2//[!0-9]/}.conf" '' ;;
        *) unknown_unit "$2" ;;
    esac
    run_in_node "$1" systemctl reset-failed "$2" 2>/dev/null || true
    run_in_node "$1" systemctl restart "$2" || die "$2 on $1 does not start"
}

has_state() { [ "$(run_in_node "$1" systemctl is-active "$2")" = "$3" ]; } # NODE UNIT STATE

# Written aside and renamed: whoever reads sees the old or the new.
set_file() { # NODE PATH TEXT
    run_in_node "$1" sh -c 'echo "$2" >"$1.new" && mv "$1.new" "$1"' - "$2" "$3"
}

unknown_unit() { say "no fault is known for $1; see lab --help"; exit 2; }
