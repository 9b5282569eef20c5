import type { PaymentRequest } from '../fields/paymentBody';
import type { OnceOptions } from '../fields/payoutOptions';

/** A prepared payment and how it is kept from going out twice. */
export type OnceRequest = PaymentRequest & OnceOptions;
