/** Smart inventory: readers of RFID and BLE tags, and the goods that come and go before them. */
@NullMarked
package org.aisle.sim.inventory;

import org.jspecify.annotations.NullMarked;
